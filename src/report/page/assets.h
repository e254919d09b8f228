/**
 * Style sheet and script of the page, made from web/ by the build (cmake/page.cmake).
 *
 * The script is empty where the build had no npm. Its hash is what the page's policy names: the
 * browser then runs this script and no other.
 */
#ifndef ENT_REPORT_PAGE_ASSETS_H
#define ENT_REPORT_PAGE_ASSETS_H

#include <stddef.h>

extern const unsigned char page_style[];
extern const size_t page_style_size;
extern const unsigned char page_script[];
extern const size_t page_script_size;
extern const char page_script_hash[]; /* "sha256-..." in base64 */

#endif
