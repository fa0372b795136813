// One section of the settings, for letters or for texts: its form, "Save", and a test to oneself with what came of it.
#pragma once

#include "services/client/service_client.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace latchkey {

class DeliveryForm;
class Desk;
class PlainLabel;
class TrialCard;

class DeliverySection : public QWidget {
    Q_OBJECT
public:
    DeliverySection(Desk &desk, Channel channel, QWidget *parent);
    // What the service holds now. What was edited here and not yet saved stays.
    void show(const DeliverySetup &saved);

signals:
    void saved(const latchkey::DeliverySetup &now);

private:
    void buildButtons();
    void buildTrial();
    void showState();
    void save(bool thenTry);
    void onSaved(const Result<DeliverySetup> &answer, bool thenTry);
    void tryIt();
    void send();
    void cancel();
    [[nodiscard]] bool mayChange() const;
    [[nodiscard]] bool isLetters() const { return m_channel == Channel::Email; }
    [[nodiscard]] QString addressProblem() const;  // of where the test goes; empty when there is none

    Desk &m_desk;
    Channel m_channel;
    DeliverySetup m_saved;
    DeliveryForm *m_form;
    QPushButton *m_save = nullptr;
    PlainLabel *m_note = nullptr;
    QLineEdit *m_to = nullptr;
    QPushButton *m_try = nullptr;
    QPushButton *m_cancel = nullptr;
    TrialCard *m_trial = nullptr;
    Pending m_pending;
    bool m_saving = false;
    bool m_trying = false;
};

}  // namespace latchkey
