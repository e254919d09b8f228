/* What holds of the files of any scenario, whatever is in them. */
#ifndef FUZZ_IMPORT_CHECK_H
#define FUZZ_IMPORT_CHECK_H

#include "fuzz.h"

#include "entente/import.h"

/* No crash; a refusal says why; what is accepted is a sound model whose utilities map back to
 * finite numbers between the smallest and largest sum of the file, and whose text is a model file
 * with the same numbers. What GENIUS can hold comes back from GENIUS files with the same utilities.
 */
void import_check(const ent_import_file *files, size_t count);

#endif
