// Sets access up; what it does stands beside this in issue, redeem, codes and sessions.
#include "services/access/access_service.h"

namespace latchkey {

AccessService::AccessService(Setup setup, Chance &chance, Postman &postman) : m_setup(std::move(setup)), m_chance(chance), m_postman(postman) {}

}  // namespace latchkey
