"""Writers: the deck as JSON, HTML, PDF and so on; each a file with one public function."""
