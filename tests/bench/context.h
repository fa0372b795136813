// What the measurements share: where the programs and the data are, and small tools around processes.
#pragma once

#include "tests/bench/report.h"

#include <QProcess>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>

namespace latchkey::bench {

struct Context {
    QString bin;        // the build folder
    QString work;       // data sets and stores
    qint64 customers = 1'000'000;
    QString store;      // the big store, once imported
    std::vector<Row> rows;

    [[nodiscard]] QString latchkeyd() const { return bin + QStringLiteral("/app/latchkeyd"); }
    [[nodiscard]] QString latchkey() const { return bin + QStringLiteral("/app/latchkey"); }
};

// A `latchkeyd serve` on core 0, ready; killed when it leaves scope.
class Service {
public:
    Service(const Context &context, const QString &store, const QByteArray &config = {});
    ~Service();
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] double startMilliseconds() const { return m_startMs; }
    [[nodiscard]] double cpuSeconds() const;
    [[nodiscard]] double residentMiB() const;

private:
    QProcess m_process;
    std::uint16_t m_port = 0;
    double m_startMs = 0;
};

// Runs to the end; standard output. Prints what failed and ends the bench when the exit code is not 0.
QByteArray runOrDie(const QString &program, const QStringList &arguments);
// Writes customers.csv and subscriptions.csv of that size once; answers the folder.
QString dataSet(const Context &context, qint64 customers);
// Imports the data set into a fresh store file; answers its path.
QString importedStore(const Context &context, qint64 customers);
double residentMiBOf(qint64 pid);
double proportionalMiBOf(qint64 pid);
double cpuSecondsOf(qint64 pid);

void measureImport(Context &context);   // P13, P14
void measureService(Context &context);  // P1 to P5
void measurePostgres(Context &context);  // P6
void measureSoak(Context &context, std::chrono::minutes length);  // only when it is named
void measureLogin(Context &context);    // P15, P16
void measureDiagnosis(Context &context);  // P17
void measureDesk(Context &context);     // P7 to P12
void measureSkio(Context &context);     // P18

}  // namespace latchkey::bench
