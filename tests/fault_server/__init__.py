"""A web server with every fault that a crawler meets: raw asyncio, exact bytes on the wire.

By hand, `python -m tests.fault_server` prints its address and its routes. In a test::

    with serving({"/robots.txt": "/robots/status-503"}) as server:
        ...  # server.url, server.visits, server.asked("/slug/"), server.secrets

Most routes are articles by the shape of their path, so that a spider can be sent to them as it is.
`/2-times-reset/` is reset twice and answers then; that works before every route. A path that is no
fault's gives a sound page: `/any-slug/` is an article. With `sound=` another site does, such as
the made-up magazine, and with `plan=` its paths are answered by faults, as in a storm.
"""

from tests.fault_server.server import ROUTES, FaultServer, route_of, serve, serving
from tests.fault_server.weather import PASSING, storm

__all__ = ["PASSING", "ROUTES", "FaultServer", "route_of", "serve", "serving", "storm"]
