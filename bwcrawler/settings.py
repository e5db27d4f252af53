"""Scrapy settings of the project. What is not here is as Scrapy has it."""

import os
from importlib.metadata import version

BOT_NAME = "bwcrawler"
SPIDER_MODULES = ["bwcrawler.spiders"]
COMMANDS_MODULE = "bwcrawler.commands"

# What a run writes: one folder per edition.
OUTPUT_DIR = "output"
# A run does not begin with less: the ledger of 10,000 articles takes 0.1 GB, what is published of
# it as much again. A disk that fills up on the way ends the run and loses nothing.
MINIMUM_FREE_BYTES = 200_000_000

# Whether to publish even what a gate holds back: `scrapy crawl --publish-anyway`.
PUBLISH_ANYWAY = False

# Who asks. A magazine's administrator must be able to find out whom to write to.
CONTACT = os.environ.get("BWCRAWLER_CONTACT", "")
USER_AGENT = f"bwcrawler/{version('bwcrawler')} ({CONTACT or 'no contact given'})"

# How politely: one request at a time to each host, every 1 to 2 seconds, as robots.txt allows.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = BOT_NAME  # the product token, as RFC 9309 has it: not the contact
ROBOTSTXT_MAX_AGE = 24 * 60 * 60  # seconds for which an answer holds (RFC 9309, section 2.4)
ROBOTSTXT_MAX_DELAY = 30  # seconds; a longer Crawl-delay would make a crawl take weeks
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.5
DOWNLOAD_DELAY_JITTER = 1 / 3
# How patiently. A page that fails is asked for five times, after 10, 20, 40 and 80 seconds and up
# to half as much again, while other pages go on.
RETRY_TIMES = 4
RETRY_DELAY = 10
# A host that answers 429 or 503, or fails five times in a row, is left alone, for 30 seconds first
# and then for twice as long each time, or as it says in Retry-After. WordPress asks for 10 minutes
# while it is updated, so a pause may take 15, and all pauses without an answer half an hour.
PAUSE_AFTER_FAILURES = 5
PAUSE_FIRST = 30
PAUSE_LONGEST = 900
PATIENCE = 1800
# A spider whose sites are all on loopback gets these instead; `-s NAME=VALUE` still wins.
LOOPBACK_SETTINGS = {
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "DOWNLOAD_DELAY": 0,
    "RETRY_DELAY": 0.01,
    "PAUSE_FIRST": 0.01,
    "PATIENCE": 3,
}

# What may be fetched: pages over HTTP and HTTPS of the spider's sites, of a bounded size.
# No answer is taken for a page unless its end has come.
DOWNLOAD_HANDLERS = {
    "http": "bwcrawler.download.handler.WholeBodyHandler",
    "https": "bwcrawler.download.handler.WholeBodyHandler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
# No way into the network of whoever runs the crawl.
TWISTED_DNS_RESOLVER = "bwcrawler.download.resolver.PublicResolver"
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # the longest article is 200 KB; a bomb unpacks to anything
DOWNLOAD_WARNSIZE = 4 * 1024 * 1024
DOWNLOAD_TIMEOUT = 30  # seconds for the whole answer
DOWNLOADER = "bwcrawler.download.downloader.PausableDownloader"
STOP_TIMEOUT = 5  # seconds that pages on their way still get when the crawl is to stop
WATCHDOG_TIMEOUT = 600  # seconds; a site that is down ends a crawl long before this
DOWNLOAD_VERIFY_CERTIFICATES = True  # an archive of whatever a proxy says is worth nothing
REDIRECT_MAX_TIMES = 5  # WordPress needs two
URLLENGTH_LIMIT = 2083  # WordPress ends a slug at 200 bytes, of which each is written with three
CLOSESPIDER_PAGECOUNT = 50_000  # answers; all eight editions have half of it, a trap has no end
METAREFRESH_ENABLED = False  # WordPress has none, so it would be a trap
REFERRER_POLICY = "no-referrer"  # a page is asked for in the same way, whatever led to it
COOKIES_ENABLED = False  # every page is the same for everybody
HTTPCACHE_ENABLED = False  # it keeps error pages and misses changes
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # Scope is stricter
    "bwcrawler.middlewares.scope.ScopeMiddleware": 50,
    "bwcrawler.middlewares.length.LengthMiddleware": 55,
    "bwcrawler.middlewares.limit.LimitMiddleware": 60,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # Robots obeys it sooner
    "bwcrawler.middlewares.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,  # Retry tells pages from sites
    "bwcrawler.middlewares.retry.RetryMiddleware": 550,
    "bwcrawler.middlewares.patience.PatienceMiddleware": 560,
    "bwcrawler.middlewares.connection.ConnectionMiddleware": 800,
}
SCHEDULER = "bwcrawler.ledger.scheduler.LedgerScheduler"
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,  # Length leaves a trace
    "bwcrawler.middlewares.queue.QueueMiddleware": 10,
    "bwcrawler.middlewares.refusals.RefusalMiddleware": 100,
}
SPIDER_CONTRACTS = {"bwcrawler.spiders.contracts.PageContract": 10}

# What is kept.
CONCURRENT_ITEMS = 4  # a page is one item; Scrapy starts so many tasks for every page
ITEM_PIPELINES = {
    "bwcrawler.pipelines.media.MediaPipeline": 50,
    "bwcrawler.pipelines.clean.CleanPipeline": 100,
    "bwcrawler.pipelines.validate.ValidatePipeline": 200,
    "bwcrawler.pipelines.record.RecordPipeline": 300,
}
EXTENSIONS = {
    "bwcrawler.ledger.archive.Archive": 100,
    "bwcrawler.extensions.warc.Warc": 150,  # before Publish: its files are whole when a run ends
    "bwcrawler.extensions.meter.Meter": 150,
    "bwcrawler.extensions.publish.Publish": 200,
    "bwcrawler.extensions.stop.Stop": 250,
    "bwcrawler.extensions.watchdog.Watchdog": 260,
    "bwcrawler.extensions.progress.Progress": 300,
    "scrapy.extensions.logstats.LogStats": None,  # Progress says more
}
FEED_EXPORT_ENCODING = "utf-8"  # `-O FILE.json` shows Korean as it is, not as \uXXXX
# Says when a page was fetched: a function without arguments that gives a UTC instant in ISO 8601.
# With another one a crawl of next year, or of a clock that is wrong, can be tried today.
CLOCK = "bwcrawler.ledger.archive.utc_now"
# Which spiders keep every answer as WARC if `-a warc=` does not say: archive,update for an archive
# job. None here, for who has a first look needs neither the extra `warc` nor 0.7 GB more.
WARC_SPIDERS = ""
MEDIA_BUDGET_BYTES = 1_000_000_000  # that a run fetches with `-a media=yes`; the rest waits
WARC_FILE_BYTES = 1_000_000_000  # as large as web archives have them; then another file begins

# Nothing listens while a crawl runs: both would execute what they are sent.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

LOG_LEVEL = "INFO"  # DEBUG has every article as a whole
PROGRESS_ENABLED = True  # `scrapy crawl --quiet` says nothing but warnings and the last line
MEMUSAGE_LIMIT_MB = 1024  # a crawl of the whole magazine stays far below
