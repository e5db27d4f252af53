"""What happens beside a crawl: WARC files, measures, progress, a timely end, publishing."""
