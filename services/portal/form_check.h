// Decides whether a POST comes from a form that the portal itself showed to this browser.
#pragma once

#include "models/domain/secret.h"
#include "services/http/http.h"

#include <string>

namespace latchkey {

using Form = std::vector<std::pair<std::string, std::string>>;

// The first value of a field; empty when absent.
std::string_view fieldOf(const Form &form, std::string_view name);

enum class FormVerdict { Ours, NotAForm, Foreign };

// `origin` is the portal's own ("https://portal.example.com"); `nonce` the one in the browser's cookie.
FormVerdict checkForm(const http::Request &request, const Form &form, const FormNonce &nonce, const std::string &origin);

}  // namespace latchkey
