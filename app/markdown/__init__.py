"""The language inside a slide: markdown-it rules, one rule or widget family a file."""
