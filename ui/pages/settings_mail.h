// The form of the settings' section "Mail": how letters leave, in whose name and in which words.
#pragma once

#include "ui/pages/delivery_form.h"

namespace latchkey {

class MailForm : public DeliveryForm {
    Q_OBJECT
public:
    explicit MailForm(QWidget *parent);
    void writeTo(ServiceClient::DeliveryChange &change) const override;
    [[nodiscard]] bool leaves() const override;

protected:
    void fill(const DeliverySetup &setup) override;
    void arrange() override;
    void checkRows() override;

private:
    void buildServer();
    void buildLetter();
    void checkServer();
    void followSecurity();

    FormChoice *m_route;
    FormField *m_server = nullptr;
    FormChoice *m_security = nullptr;
    FormField *m_port = nullptr;
    FormChoice *m_signIn = nullptr;
    FormField *m_user = nullptr;
    FormSecret *m_password = nullptr;
    FormField *m_caFile = nullptr;
    FormField *m_timeout = nullptr;
    FormField *m_from = nullptr;
    FormField *m_replyTo = nullptr;
    FormChoice *m_language = nullptr;
    FormField *m_templates = nullptr;
};

}  // namespace latchkey
