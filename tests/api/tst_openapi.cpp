// docs/openapi.yaml names every route and no other.
#include "services/api/api.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace latchkey;

class TestOpenapi : public QObject {
    Q_OBJECT
private slots:
    void theDocumentAndTheRoutesAgree() {
        QFile file(QStringLiteral(OPENAPI_FILE));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QSet<QString> documented;
        QString path;
        bool inPaths = false;
        const QList<QByteArray> lines = file.readAll().split('\n');
        for (const QByteArray &raw : lines) {
            const QString line = QString::fromUtf8(raw);
            if (!line.isEmpty() && !line.startsWith(QLatin1Char(' '))) inPaths = line.startsWith(QLatin1String("paths:"));
            if (!inPaths) continue;
            if (line.startsWith(QLatin1String("  /"))) path = line.trimmed().chopped(1);
            static const QStringList methods{QStringLiteral("get"), QStringLiteral("post"), QStringLiteral("patch"), QStringLiteral("delete")};
            const QString word = line.trimmed().section(QLatin1Char(':'), 0, 0);
            const bool isMethod = line.startsWith(QLatin1String("    ")) && !line.startsWith(QLatin1String("     ")) && methods.contains(word);
            if (isMethod) documented.insert(word.toUpper() + QLatin1Char(' ') + path);
        }
        QSet<QString> served;
        for (const Api::Route &route : Api::routes()) served.insert(QString::fromStdString(route.name));
        QCOMPARE(QStringList((served - documented).values()), QStringList());
        QCOMPARE(QStringList((documented - served).values()), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestOpenapi)
#include "tst_openapi.moc"
