"""How the pages and a server with a queue speak of turns: docs/adr/0024."""

SIGN_IN_PAGE = "/account/sign-in/"
# A server that can let requests wait says so, and hands a request on at its turn.
QUEUE, TURN = "beside.queue", "beside.turn"
# By this the pages send a request back into the queue, with its place.
QUEUE_HEADER = "Beside-Queue"
