// The sentences that latchkeyd says to whoever types its commands.
#pragma once

#include "models/domain/finding.h"
#include "models/domain/import_report.h"
#include "models/domain/link_verdict.h"
#include "models/domain/result.h"
#include "models/domain/timeline.h"
#include "services/delivery/delivery_settings.h"

namespace latchkey {

enum class UsageFault {
    UnknownCommand,
    UnknownOption,
    OptionTwice,
    MissingValue,
    MissingStore,
    StoreMissing,
    CopyPlaces,
    TooFewWords,
    TooManyWords,
    BadListen,
    BadBaseUrl,
    BadShopName,
    BadRole,
    BadAgentName,
    AgentNameTaken,
    LastAdmin,
    NobodyFound,
    SeveralFound,
    BadMark,
};

struct UsageError {
    UsageFault fault = UsageFault::UnknownCommand;
    QString what;  // the word it is about
    QString more;  // what would have been right, where that can be said
};

enum class ConfigFault {
    NotKeyAndValue,
    UnknownKey,
    KeyTwice,
    BadValue,
    NotText,
    SecretInClear,
    SecretTwice,
    KeyAlone,
    DoesNotFit,
    FileMissing,
    FileUnreadable,
    ReadableByOthers,
    NoCredentials,
    NoFolder,
    NoCertificate,
    NoPrivateKey,
    KeyOfAnother,
    Expired,
    ExpiresSoon,
    NotYetValid,
    NotForThisHost,
};

// What becomes of the service: it runs as meant, it runs but something should be mended, it does not start.
enum class ConfigWeight { Note, Warning, Refusal };

struct ConfigError {
    QString file;  // a path, or the name of an environment variable; empty: nowhere in particular
    int line = 0;  // 0: not a file's
    QString key;
    ConfigFault fault = ConfigFault::NotKeyAndValue;
    QString more = {};  // what the key takes, the nearest key, a path, a time: whatever the sentence tells beside the key
    ConfigWeight weight = ConfigWeight::Refusal;
};

QString sentenceOf(const UsageError &error);
QString sentenceOf(const ConfigError &error);
// `subject` is what the command worked on: the store's path, a file, an address.
QString sentenceOf(const Error &error, const QString &subject);
QString sentenceOf(const Finding &finding);
QString sentenceOf(const std::optional<Denial> &denial);
// `now` tells what a damaged link would be, were it whole.
QString sentenceOf(const LinkVerdict &verdict, Instant now);
QString sentenceOf(const SettingFault &fault);
QString sentenceOf(const RefusedRow &row);
QString lineOf(const Undone &undone);
QString lineOf(const TimelineEntry &entry);
// "2026-03-01 14:02 UTC"
QString readable(Instant at);

}  // namespace latchkey
