// The form of the settings' section "Text messages": by which gateway texts leave, whereto, and how many.
#pragma once

#include "ui/pages/delivery_form.h"

namespace latchkey {

class SmsForm : public DeliveryForm {
    Q_OBJECT
public:
    explicit SmsForm(QWidget *parent);
    void writeTo(ServiceClient::DeliveryChange &change) const override;
    [[nodiscard]] bool leaves() const override;

protected:
    void fill(const DeliverySetup &setup) override;
    void arrange() override;
    void checkRows() override;

private:
    void buildGateway();
    void buildLimits();
    void checkGateway();
    void checkCountries();
    [[nodiscard]] SmsRoute route() const { return static_cast<SmsRoute>(m_route->value()); }
    [[nodiscard]] QStringList countries() const;

    FormChoice *m_route;
    FormField *m_url = nullptr;
    FormField *m_account = nullptr;
    FormField *m_user = nullptr;
    FormSecret *m_secret = nullptr;
    FormField *m_from = nullptr;
    FormField *m_timeout = nullptr;
    FormField *m_countries = nullptr;
    FormField *m_perNumber = nullptr;
    FormField *m_perDay = nullptr;
};

}  // namespace latchkey
