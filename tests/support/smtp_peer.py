#!/usr/bin/python3
"""A real SMTP server (aiosmtpd) for tests: takes letters and says what a mail program would read in them.

usage: smtp_peer.py [--port N] [--tls none|starttls|smtps] [--cert FILE --key FILE]
                    [--user NAME --password TEXT] [--auth plain|login|any] [--quiet]

  --port      0 (the default) takes a free one, always on 127.0.0.1
  --tls       starttls demands it before MAIL, smtps speaks TLS from the first byte; both need --cert and --key
  --user      demands that the client signs in; --auth says by which method
  --quiet     counts letters instead of printing them

Its first line of output is "port N". Then follows one line of JSON for every letter:
  {"from", "to": [...], "helo", "tls": bool, "user", "connection": n, "headers": [[name, value]...], "plain_headers": {name: value},
   "raw_headers", "parts": [content types], "defects": [...], "text", "html", "size"}
or, with --quiet, {"count": n}. It ends when its standard input is closed.
"""

import argparse
import asyncio
import email
import email.header
import email.policy
import itertools
import json
import logging
import os
import queue
import ssl
import sys
import threading
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

OPTIONS = argparse.ArgumentParser(description="A real SMTP server for tests.")
OPTIONS.add_argument("--port", type=int, default=0)
OPTIONS.add_argument("--tls", choices=["none", "starttls", "smtps"], default="none")
OPTIONS.add_argument("--cert")
OPTIONS.add_argument("--key")
OPTIONS.add_argument("--user")
OPTIONS.add_argument("--password", default="")
OPTIONS.add_argument("--auth", choices=["plain", "login", "any"], default="any")
OPTIONS.add_argument("--quiet", action="store_true")


LINES = queue.SimpleQueue()


def say(line):
    """Said by a thread of its own: who sends a letter need not read this output to be answered."""
    LINES.put(line)


def keep_saying():
    while True:
        print(LINES.get(), flush=True)


def defects_of(message):
    """Defects of the message, of every part and of every header, by name."""
    found = []
    for part in message.walk():
        found += [type(d).__name__ for d in part.defects]
        for name, value in part.items():
            found += [f"{name}: {type(d).__name__}" for d in value.defects]
    return found


def plain_headers_of(content):
    """By Python's older reader, which joins the encoded words of long names without a blank, as RFC 2047 wants it."""
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    return {name: str(email.header.make_header(email.header.decode_header(value))) for name, value in message.items()}


def body_of(message, subtype):
    for part in message.walk():
        if part.get_content_type() == "text/" + subtype:
            return part.get_content()
    return None


def reading_of(envelope, session, over_tls, connection):
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    head = envelope.content.split(b"\r\n\r\n", 1)[0]
    return {
        "from": envelope.mail_from,
        "to": envelope.rcpt_tos,
        "helo": session.host_name,
        "tls": over_tls,
        "user": session.auth_data or "",
        "connection": connection,
        "headers": [[name, str(value)] for name, value in message.items()],
        "plain_headers": plain_headers_of(envelope.content),
        "raw_headers": head.decode("latin-1"),
        "parts": [part.get_content_type() for part in message.walk()],
        "defects": defects_of(message),
        "text": body_of(message, "plain"),
        "html": body_of(message, "html"),
        "size": len(envelope.content),
    }


class Reader:
    def __init__(self, quiet):
        self.quiet = quiet
        self.count = 0

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        over_tls = server.transport.get_extra_info("sslcontext") is not None
        say(json.dumps({"count": self.count} if self.quiet else reading_of(envelope, session, over_tls, server.connection)))
        return "250 2.0.0 taken as number %d" % self.count


def authenticator_of(options):
    def authenticator(server, session, envelope, mechanism, data):
        fits = data.login.decode() == options.user and data.password.decode() == options.password
        # handled=False lets aiosmtpd itself answer the refusal.
        return AuthResult(success=fits, handled=False, auth_data=options.user)

    return authenticator


async def serve(options):
    context = None
    if options.tls != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.cert, options.key)
    settings = {"hostname": "peer.example", "data_size_limit": None, "loop": asyncio.get_running_loop()}
    if options.tls == "starttls":
        settings.update(tls_context=context, require_starttls=True)
    if options.user:
        excluded = {"plain": ["LOGIN"], "login": ["PLAIN"], "any": []}[options.auth]
        settings.update(authenticator=authenticator_of(options), auth_required=True,
                        auth_require_tls=options.tls == "starttls", auth_exclude_mechanism=excluded)
    reader = Reader(options.quiet)
    numbers = itertools.count(1)

    def connection():
        smtp = SMTP(reader, **settings)
        smtp.connection = next(numbers)
        return smtp

    server = await settings["loop"].create_server(connection, "127.0.0.1", options.port,
                                                  ssl=context if options.tls == "smtps" else None)
    say("port %d" % server.sockets[0].getsockname()[1])
    await settings["loop"].run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    threading.Thread(target=keep_saying, daemon=True).start()
    asyncio.run(serve(OPTIONS.parse_args()))
    os._exit(0)
