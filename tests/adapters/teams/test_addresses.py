"""Where a token of ours may go."""

import pytest

from adapters.teams.addresses import trusted


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/uk/",
        "https://smba.trafficmanager.net/amer/7e7e7e7e/",
        "https://SMBA.trafficmanager.net/emea",
        "https://europe.webchat.botframework.com/",
        "https://smba.infra.gcc.teams.microsoft.com/gcc",
        "https://smba.infra.gov.teams.microsoft.us/gov",
        "https://smba.trafficmanager.net:443/uk/",
    ],
)
def test_microsofts_own(url: str) -> None:
    """The public cloud and the government's."""
    assert trusted(url)
    assert not trusted(url, here=True)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://smba.trafficmanager.net/uk/",
        "https://evil.trafficmanager.net/",
        "https://botframework.com.evil.example/",
        "https://evilbotframework.com/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://evil.example\\@smba.trafficmanager.net/",
        "https://evil.example#smba.trafficmanager.net",
        "https://smba.trafficmanager.net/?to=evil",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net:x/",
        "https://[::1/",
        "https://169.254.169.254/latest",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://smbа.trafficmanager.net/",
        "https://smba.trafficmanager.net/\r\nX: y",
        "ftp://x.botframework.com/",
        "//x.botframework.com/",
        "javascript:alert(1)",
        f"https://x.botframework.com/{'a' * 600}",
    ],
)
def test_nobody_elses(url: str) -> None:
    """Other hosts, other schemes, other ports, and what only looks like Microsoft's."""
    assert not trusted(url)


@pytest.mark.parametrize(("url", "good"), [("http://127.0.0.1:56150/_connector", True), ("http://localhost:1/", True), ("http://[::1]:1/", True),
                                            ("http://10.0.0.1/", False), ("http://0.0.0.0/", False), ("http://localhost.evil.example/", False)])  # fmt: skip
def test_this_machine_only_when_asked_for(url: str, good: bool) -> None:
    """In anonymous mode this machine, and nothing else."""
    assert good is trusted(url, here=True)
    assert not trusted(url)
