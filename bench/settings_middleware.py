"""The empty view behind our own middleware: what a page of a visitor takes before it begins."""

from naober.config.settings import *  # noqa: F403 - the same settings, other addresses

ROOT_URLCONF = "bench.urls_plain"
