"""What the documents tell people to copy is at least well formed, as far as this machine has the programs to tell."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from e2e.support.guide import ROOT, blocks, snippet
from e2e.support.ports import free_ports
from tests.bounds import SOON

OPERATING = "docs/operating.md"
GUIDES = sorted(str(each.relative_to(ROOT)) for each in (ROOT / "docs").glob("embedding*.md"))
CHECKS = {
    "php": ("php", "-l"),
    "ruby": ("ruby", "-c"),
    "js": ("node", "--check"),
    "python": (sys.executable, "-m", "ast"),
}
ENDINGS = {"php": ".php", "ruby": ".rb", "js": ".mjs", "python": ".py"}
SERVED = """daemon off; pid {folder}/pid; error_log stderr; events {{}}
http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi; {site} }}"""


def check(folder: Path, *command: str) -> None:
    """Run a program that judges a file. Skips when the machine does not have it."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed, so its snippets are not checked")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SOON, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("language", CHECKS)
def test_code_of_the_guides_is_of_its_language(tmp_path: Path, language: str) -> None:
    found = [code for guide in GUIDES for _, name, code in blocks(guide) if name == language]
    assert found
    for place, code in enumerate(found):
        opened = code if language != "php" or code.startswith("<?php") else f"<?php {code}"
        file = tmp_path / f"{place}{ENDINGS[language]}"
        file.write_text(opened, "utf-8")
        check(tmp_path, *CHECKS[language], str(file))


def test_caddy_takes_the_caddyfile(tmp_path: Path) -> None:
    (tmp_path / "Caddyfile").write_text(snippet(OPERATING, "Caddy", "caddyfile"), "utf-8")
    check(tmp_path, "caddy", "validate", "--config", "Caddyfile")


def test_nginx_takes_the_server(tmp_path: Path) -> None:
    names = ("-subj", "/CN=chat.clinic.example", "-keyout", "key.pem", "-out", "fullchain.pem")
    check(tmp_path, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *names)
    site = snippet(OPERATING, "nginx", "nginx").replace("/etc/ssl/chat.clinic.example", str(tmp_path))
    site = re.sub(r"listen \[::\].*", "", site).replace("listen 443", f"listen 127.0.0.1:{free_ports(1)[0]}")
    (tmp_path / "nginx.conf").write_text(SERVED.format(folder=tmp_path, site=site), "utf-8")
    check(tmp_path, "nginx", "-t", "-c", str(tmp_path / "nginx.conf"))


@pytest.mark.parametrize("document", ["README.md", "docs/settings.md", OPERATING, *GUIDES])
def test_links_lead_somewhere(document: str) -> None:
    folder = (ROOT / document).parent
    text = re.sub(r"^```.*?^```$", "", (ROOT / document).read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for address in re.findall(r"\]\((?!https?:)([^)]+)\)", text):
        path, _, anchor = address.partition("#")
        target = folder / path if path else ROOT / document
        assert target.exists(), address
        assert not anchor or anchor in anchors(target), address


def anchors(document: Path) -> set[str]:
    """What the headings of a document are called in addresses, as code hosts do it."""
    headings = re.findall(r"^#+ (.*)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
