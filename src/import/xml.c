/*
 * XML as a tree, with expat.
 *
 * The files that circulate are not all XML. Three mistakes have one possible meaning and are
 * repaired, with a warning: blank lines or comments before the XML declaration, an ampersand that
 * stands alone, and Latin-1 bytes in a text that declares no encoding. A document type is refused:
 * no scenario has one, and entities can blow up.
 */
#include "base/utf8.h"
#include "entente/read.h"
#include "import/import.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

typedef struct insertion {
    size_t fed;    /* bytes given to expat before it */
    uint32_t line; /* that expat was at */
} insertion;

typedef struct reading {
    importer *self;
    XML_Parser parser;
    uint32_t file;
    uint32_t lines_skipped;
    import_node *root;
    import_node *at;
    size_t depth;
    size_t nodes;
    size_t fed;
    insertion last_insertion; /* of "amp;" */
    uint32_t inserted_on_line;
    bool failed;
} reading;

#define AMP        "amp;"
#define AMP_LENGTH (sizeof AMP - 1)

static ent_place place_now(const reading *r) {
    const uint32_t line = (uint32_t)XML_GetCurrentLineNumber(r->parser);
    uint32_t column = (uint32_t)XML_GetCurrentColumnNumber(r->parser) + 1;
    const XML_Index index = XML_GetCurrentByteIndex(r->parser);
    if (r->last_insertion.line == line && index >= 0 && (size_t)index > r->last_insertion.fed)
        column -= (uint32_t)AMP_LENGTH * r->inserted_on_line;
    return (ent_place){.file = r->file, .line = line + r->lines_skipped, .column = column};
}

static void stop(reading *r) {
    r->failed = true;
    XML_StopParser(r->parser, XML_FALSE);
}

static import_node *add(reading *r, import_kind kind, const char *name) {
    import_node *node = import_append(r->self, r->at, kind);
    char *copy = base_arena_copy(r->self->arena, name, strlen(name));
    if (!node || !copy) {
        import_fail_memory(r->self);
        stop(r);
        return NULL;
    }
    node->name = copy;
    node->place = place_now(r);
    if (++r->nodes > ENT_YAML_NODES_MAX) {
        import_fail(r->self, ENT_ERR_LIMIT, &node->place, "more than %d elements and attributes",
                    ENT_YAML_NODES_MAX);
        stop(r);
        return NULL;
    }
    return node;
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes) {
    reading *r = data;
    if (r->failed)
        return;
    import_node *node = add(r, IMPORT_MAP, name);
    if (!node)
        return;
    if (++r->depth > IMPORT_DEPTH_MAX) {
        import_fail(r->self, ENT_ERR_LIMIT, &node->place, "elements nest deeper than %d",
                    IMPORT_DEPTH_MAX);
        stop(r);
        return;
    }
    if (!r->at)
        r->root = node;
    r->at = node;
    for (size_t i = 0; attributes[i]; i += 2) {
        import_node *attribute = add(r, IMPORT_SCALAR, attributes[i]);
        if (!attribute)
            return;
        attribute->text =
            base_arena_copy(r->self->arena, attributes[i + 1], strlen(attributes[i + 1]));
        if (!attribute->text) {
            import_fail_memory(r->self);
            stop(r);
            return;
        }
    }
}

static void XMLCALL on_end(void *data, const XML_Char *name) {
    (void)name;
    reading *r = data;
    if (r->failed)
        return;
    r->at = r->at->parent;
    r->depth--;
}

static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int has_internal) {
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_internal;
    reading *r = data;
    const ent_place place = place_now(r);
    import_fail(r->self, ENT_ERR_SYNTAX, &place,
                "a document type is not accepted; remove the '<!DOCTYPE' part");
    stop(r);
}

/* --- repairs --- */

/* Length of leading blanks and comments when an XML declaration follows them, else 0. */
static size_t misplaced_prolog(const char *text, size_t length) {
    size_t at = 0;
    for (;;) {
        while (at < length && memchr(" \t\r\n", text[at], 4))
            at++;
        if (length - at >= 4 && !memcmp(text + at, "<!--", 4)) {
            size_t end = at + 4;
            while (end + 3 <= length && memcmp(text + end, "-->", 3) != 0)
                end++;
            if (end + 3 > length)
                return 0;
            at = end + 3;
            continue;
        }
        return length - at >= 6 && !memcmp(text + at, "<?xml ", 6) ? at : 0;
    }
}

static bool declares_encoding(const char *text, size_t length) {
    if (length >= 2 && ((unsigned char)text[0] >= 0xfe || text[0] == '\0' || text[1] == '\0'))
        return true; /* UTF-16, by its mark or its zeros */
    if (length < 5 || memcmp(text, "<?xml", 5) != 0)
        return false;
    for (size_t at = 0; at + 8 <= length && text[at] != '>'; at++)
        if (!memcmp(text + at, "encoding", 8))
            return true;
    return false;
}

static bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '#' ||
           (unsigned char)c >= 0x80;
}

/* The next ampersand from `at` that starts no reference, else `length`. */
static size_t next_bare_ampersand(const char *text, size_t length, size_t at) {
    for (; at < length; at++)
        if (text[at] == '&' && (at + 1 == length || !is_name_start(text[at + 1])))
            return at;
    return length;
}

static bool has_cdata(const char *text, size_t length) {
    for (size_t at = 0; at + 9 <= length; at++)
        if (!memcmp(text + at, "<![CDATA[", 9))
            return true;
    return false;
}

/* --- parsing --- */

static bool feed(reading *r, const char *text, size_t length, bool final) {
    r->fed += length;
    return XML_Parse(r->parser, text, (int)length, final) == XML_STATUS_OK;
}

static void note_insertion(reading *r, uint32_t line) {
    const ent_place place = {r->file, line + r->lines_skipped, 1};
    if (r->last_insertion.line == 0)
        import_warn(r->self, &place,
                    "an '&' stands alone on this line; read as '&amp;' here and "
                    "wherever else it does");
    r->inserted_on_line = r->last_insertion.line == line ? r->inserted_on_line + 1 : 1;
    r->last_insertion = (insertion){.fed = r->fed, .line = line};
}

/* Feed everything, with "amp;" after each bare ampersand unless the text may hold it raw. */
static bool feed_all(reading *r, const char *text, size_t length) {
    const bool raw = has_cdata(text, length) || memchr(text, '\0', length);
    uint32_t line = 1;
    size_t at = 0;
    while (at < length) {
        const size_t bare = raw ? length : next_bare_ampersand(text, length, at);
        const size_t until = bare < length ? bare + 1 : length;
        for (size_t i = at; i < until; i++)
            line += text[i] == '\n';
        if (!feed(r, text + at, until - at, false))
            return false;
        if (bare < length) {
            note_insertion(r, line);
            if (!feed(r, AMP, AMP_LENGTH, false))
                return false;
        }
        at = until;
    }
    return feed(r, "", 0, true);
}

static void report_syntax(reading *r) {
    const enum XML_Error error = XML_GetErrorCode(r->parser);
    if (error == XML_ERROR_NO_MEMORY) {
        import_fail_memory(r->self);
        return;
    }
    const ent_place place = place_now(r);
    const char *remedy =
        error == XML_ERROR_INVALID_TOKEN
            ? "; write '&amp;' for '&' and '&lt;' for '<', save as UTF-8"
        : error == XML_ERROR_TAG_MISMATCH ? "; every '<name>' needs its '</name>'"
        : error == XML_ERROR_UNKNOWN_ENCODING || error == XML_ERROR_INCORRECT_ENCODING
            ? "; save as UTF-8"
            : "";
    import_fail(r->self, ENT_ERR_SYNTAX, &place, "not XML: %s%s", XML_ErrorString(error), remedy);
}

import_node *import_xml(importer *self, uint32_t file, const char *text, size_t length) {
    static const XML_Memory_Handling_Suite memory = {base_malloc, base_realloc, free};
    reading r = {.self = self, .file = file};
    const ent_place start = {.file = file, .line = 1, .column = 1};
    const size_t skipped = misplaced_prolog(text, length);
    for (size_t i = 0; i < skipped; i++)
        r.lines_skipped += text[i] == '\n';
    if (skipped)
        import_warn(self, &start, "blanks or comments stand before '<?xml'; passed over");
    text += skipped;
    length -= skipped;
    const char *encoding = NULL;
    if (!base_utf8_is_text(text, length) && !declares_encoding(text, length)) {
        encoding = "ISO-8859-1";
        import_warn(self, &start, "not UTF-8, and no encoding is declared; read as Latin-1");
    }
    r.parser = XML_ParserCreate_MM(encoding, &memory, NULL);
    if (!r.parser) {
        import_fail_memory(self);
        return NULL;
    }
    XML_SetUserData(r.parser, &r);
    XML_SetElementHandler(r.parser, on_start, on_end);
    XML_SetStartDoctypeDeclHandler(r.parser, on_doctype);
    /* a fixed salt: nothing may depend on chance, and texts are small */
    XML_SetHashSalt(r.parser, 0x9e3779b9UL);
    if (!feed_all(&r, text, length) && !r.failed) {
        report_syntax(&r);
        r.failed = true;
    }
    XML_ParserFree(r.parser);
    return r.failed || self->status == ENT_ERR_NOMEM ? NULL : r.root;
}
