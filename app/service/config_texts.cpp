// The sentences about a configuration: where, what, and what would have been right.
#include "app/service/texts.h"

namespace latchkey {

namespace {

QString placeOf(const ConfigError &error) {
    if (error.file.isEmpty()) return QStringLiteral("the configuration: ");
    return error.line > 0 ? QStringLiteral("%1, line %2: ").arg(error.file).arg(error.line) : QStringLiteral("%1: ").arg(error.file);
}

}  // namespace

QString sentenceOf(const ConfigError &error) {
    const QString place = placeOf(error);
    switch (error.fault) {
        case ConfigFault::NotKeyAndValue: return place + QStringLiteral("expected \"key = value\".");
        case ConfigFault::UnknownKey:
            return place + (error.more.isEmpty() ? QStringLiteral("there is no setting \"%1\".").arg(error.key)
                                                 : QStringLiteral("there is no setting \"%1\"; did you mean \"%2\"?").arg(error.key, error.more));
        case ConfigFault::KeyTwice: return place + QStringLiteral("the setting \"%1\" is given twice.").arg(error.key);
        case ConfigFault::BadValue: return place + QStringLiteral("the setting \"%1\" takes %2.").arg(error.key, error.more);
        case ConfigFault::NotText: return place + QStringLiteral("this is not readable text in UTF-8.");
        case ConfigFault::SecretInClear:
            return place + QStringLiteral("a secret does not stand here: give \"%1-file\" the path of a file that holds it, or \"%1-credential\" its name.").arg(error.key);
        case ConfigFault::SecretTwice: return place + QStringLiteral("\"%1\" and \"%2\" name the same secret; give one of them.").arg(error.key, error.more);
        case ConfigFault::KeyAlone: return place + QStringLiteral("\"%1\" needs \"%2\" beside it.").arg(error.key, error.more);
        case ConfigFault::DoesNotFit: return place + QStringLiteral("the setting \"%1\": %2.").arg(error.key, error.more);
        case ConfigFault::FileMissing: return place + QStringLiteral("\"%1\" names %2, which is not there.").arg(error.key, error.more);
        case ConfigFault::FileUnreadable: return place + QStringLiteral("\"%1\" names %2, which this user cannot read.").arg(error.key, error.more);
        case ConfigFault::ReadableByOthers:
            return place + QStringLiteral("\"%1\" names %2, which other users can read; take that away with chmod o-rwx.").arg(error.key, error.more);
        case ConfigFault::NoCredentials:
            return place + QStringLiteral("\"%1\": the service manager hands its credentials to the service only, so that it was not looked at.").arg(error.key);
        case ConfigFault::NoFolder: return place + QStringLiteral("\"%1\" names %2, whose folder is not there or may not be written to.").arg(error.key, error.more);
        case ConfigFault::NoCertificate: return place + QStringLiteral("\"%1\" names %2, which holds no certificate in PEM form.").arg(error.key, error.more);
        case ConfigFault::NoPrivateKey:
            return place + QStringLiteral("\"%1\" names %2, which holds no private key in PEM form without a passphrase.").arg(error.key, error.more);
        case ConfigFault::KeyOfAnother: return place + QStringLiteral("\"%1\" names %2, which is the key of another certificate.").arg(error.key, error.more);
        case ConfigFault::Expired: return place + QStringLiteral("the certificate of \"%1\" expired at %2; browsers refuse it.").arg(error.key, error.more);
        case ConfigFault::ExpiresSoon: return place + QStringLiteral("the certificate of \"%1\" expires at %2.").arg(error.key, error.more);
        case ConfigFault::NotYetValid: return place + QStringLiteral("the certificate of \"%1\" is not valid before %2.").arg(error.key, error.more);
        case ConfigFault::NotForThisHost:
            return place + QStringLiteral("the certificate of \"%1\" is not for %2, the host of \"base-url\".").arg(error.key, error.more);
    }
    return {};
}

}  // namespace latchkey
