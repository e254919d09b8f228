#include "entente/status.h"

const char *ent_status_name(ent_status status) {
    switch (status) { /* no default: the compiler names a status that is missing here */
    case ENT_OK:
        return "ok";
    case ENT_ERR_NOMEM:
        return "nomem";
    case ENT_ERR_ARG:
        return "arg";
    case ENT_ERR_SYNTAX:
        return "syntax";
    case ENT_ERR_MODEL:
        return "model";
    case ENT_ERR_NUMERIC:
        return "numeric";
    case ENT_ERR_LIMIT:
        return "limit";
    case ENT_ERR_IO:
        return "io";
    case ENT_ERR_STOPPED:
        return "stopped";
    }
    return "unknown";
}
