// The header of a letter: addresses, names and subjects in the form that mail carries, whatever was typed into them.
#pragma once

#include "services/delivery/transport.h"

#include <optional>

namespace latchkey {

struct Mailbox {
    QString name;  // may be empty
    QString address;
};

// Reads "Name <address>", "\"Name\" <address>" and a bare address; whether the address is one is asked of addressOnWire().
Mailbox mailboxFromText(QStringView text);

// The address as commands and header carry it: its domain as ACE, an odd local part in quotes. Nothing when it is none,
// or holds what could break a line or begin another address.
std::optional<QByteArray> addressOnWire(QStringView address);
// The part after the @ of an address on the wire.
QByteArray domainOf(const QByteArray &addressOnWire);

// Line breaks and control characters become spaces, so that a value never begins another header.
QString headerText(QStringView text);
// "Subject: …", folded; encoded words (RFC 2047) where the text is not plain ASCII.
QByteArray unstructuredHeader(const QByteArray &name, QStringView text);
// "From: Name <address>", with the name in quotes or encoded where it must be.
QByteArray mailboxHeader(const QByteArray &name, QStringView displayName, const QByteArray &addressOnWire);
// "Mon, 02 Mar 2026 14:02:10 +0000"
QByteArray mailDate(Instant at);

// All headers but those of MIME, in the order in which they are sent. `from` and `to` are addresses on the wire.
QList<QByteArray> mailHeaders(const Envelope &envelope, const MailSetup &setup, const QByteArray &from, const QByteArray &to);

}  // namespace latchkey
