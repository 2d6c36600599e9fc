"""Words of one language on a page of the other."""

import re

from playwright.sync_api import Page

# What people typed is isolated in <bdi> or stands in quotation marks; but for files and numbers of requests the rest is ours.
OURS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const at = walker.currentNode.parentElement;
    const isTheirs = at.closest("bdi, script, style, template, noscript, kbd, option, code, body [lang], details.menu > summary");
    if (!isTheirs && at.checkVisibility()) found.push(walker.currentNode.data.trim());
  }
  return found.filter(Boolean);
}"""
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
NAMES_OF_THINGS = {
    "CNY", "CSV", "XLSX", "xlsx", "csv", "Excel", "UTF", "GBK", "RFM", "CLV", "Regulars", "Asia", "Shanghai", "Ctrl",
}  # fmt: skip


TYPED = re.compile(r"“[^”]*”|王小明|\b\w+\.(?:csv|xlsx)\b|\b[0-9a-f]{16}\b", re.ASCII)


def foreign_words(page: Page, language: str) -> list[str]:
    texts = [TYPED.sub("", text) for text in page.evaluate(OURS)]
    if language == "en":
        return [text for text in texts if CHINESE.search(text)]
    return [text for text in texts if set(ENGLISH.findall(text)) - NAMES_OF_THINGS]
