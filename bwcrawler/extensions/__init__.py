"""What happens beside a crawl: its progress, and publishing at its end."""
