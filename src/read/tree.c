/* libyaml's events as a tree of nodes.
 *
 * Of YAML only what people read at sight is accepted: mappings, lists and text. Anchors, aliases,
 * tags, merge keys and further documents are reported. A node that was refused stays in the tree
 * as BROKEN, so that the rest of the file is still looked at. */
#include "read/reader.h"

#include "base/utf8.h"
#include "spelling/spelling.h"

#include <stdio.h>
#include <string.h>

/* An open collection; of a mapping also the key that waits for its value. */
typedef struct level {
    read_node *node;
    read_node *key;
} level;

typedef struct builder {
    read_state *r;
    uint32_t file;
    read_node *root;
    size_t depth;
    level open[ENT_YAML_DEPTH_MAX];
    const char *text; /* as libyaml has it: without a byte order mark */
    size_t length;
    size_t before;    /* bytes of that mark */
    size_t passed;    /* code points of the text walked over, ... */
    size_t passed_to; /* ... and their bytes */
} builder;

static ent_place place_of(const builder *b, yaml_mark_t mark) {
    return (ent_place){b->file, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1};
}

/* libyaml counts code points. Its marks come in the order of the text, so that the walk goes on
 * from the last one. */
static size_t byte_of(builder *b, yaml_mark_t mark) {
    if (mark.index < b->passed)
        b->passed = b->passed_to = 0;
    b->passed_to +=
        base_utf8_bytes(b->text + b->passed_to, b->length - b->passed_to, mark.index - b->passed);
    b->passed = mark.index;
    return b->passed_to;
}

static ent_span span_of(const builder *b, size_t begin, size_t end) {
    return (ent_span){(uint32_t)(b->before + begin), (uint32_t)(b->before + end)};
}

static bool fail(const builder *b, ent_status code, ent_place place, const char *message) {
    read_note_path(b->r, code, place, "", message);
    return false;
}

/* What libyaml says, in words that help somebody who does not know YAML. Where `at_start` is set,
 * the message points at what was begun and never ended. */
typedef struct wording {
    const char *problem;
    const char *words;
    bool at_start;
} wording;

static const wording *find_wording(const char *problem) {
    static const wording WORDINGS[] = {
        {"mapping values are not allowed in this context",
         "a ':' too many on this line (put quotes round text that holds a colon)", false},
        {"found character that cannot start any token",
         "a value cannot begin with this character (put quotes round the text)", false},
        {"did not find expected key",
         "expected a key here (check the indentation and the quotes above)", false},
        {"could not find expected ':'", "expected 'key: value' (a ':' is missing here or above)",
         false},
        {"did not find expected ',' or ']'", "this list is never closed (',' or ']' is missing)",
         true},
        {"did not find expected ',' or '}'", "this mapping is never closed (',' or '}' is missing)",
         true},
        {"did not find expected node content", "expected a value here", false},
        {"did not find expected '-' indicator",
         "expected '-' for the next item (check the indentation)", false},
        {"block sequence entries are not allowed in this context",
         "a list cannot begin here (begin it on a line of its own)", false},
        {"found unexpected end of stream", "these quotes are never closed", true},
    };
    for (size_t i = 0; i < sizeof WORDINGS / sizeof *WORDINGS; i++)
        if (problem && strcmp(problem, WORDINGS[i].problem) == 0)
            return &WORDINGS[i];
    return NULL;
}

static bool fail_parser(const builder *b) {
    const yaml_parser_t *parser = &b->r->parser;
    if (parser->error == YAML_MEMORY_ERROR)
        read_give_up(b->r);
    const wording *known = find_wording(parser->problem);
    char message[300];
    snprintf(message, sizeof message, "not readable as YAML: %s",
             known             ? known->words
             : parser->problem ? parser->problem
                               : "unknown problem");
    const bool at_start = known && known->at_start && parser->context;
    const yaml_mark_t mark = at_start ? parser->context_mark : parser->problem_mark;
    return fail(b, ENT_ERR_SYNTAX, place_of(b, mark), message);
}

static read_node *new_node(const builder *b, read_node_kind kind, ent_place place) {
    read_node *node = READ_SCRATCH(b->r, read_node, 1);
    *node = (read_node){.kind = kind, .place = place, .text = "", .raw = ""};
    return node;
}

/* Hang a node under the innermost open collection; true if that worked. */
static bool attach(builder *b, read_node *node) {
    if (b->depth == 0) {
        b->root = node;
        return true;
    }
    level *top = &b->open[b->depth - 1];
    if (top->key) {
        top->key->value = node;
        top->key = NULL;
        return true;
    }
    if (top->node->last)
        top->node->last->next = node;
    else
        top->node->first = node;
    top->node->last = node;
    top->node->count++;
    if (top->node->kind == READ_SEQUENCE)
        return true;
    if (node->kind == READ_SEQUENCE || node->kind == READ_MAPPING)
        return fail(b, ENT_ERR_SYNTAX, node->place, "a key must be plain text");
    top->key = node;
    return true;
}

/* Anchors and tags are reported; the node stays usable without them. */
static void refuse_extras(const builder *b, ent_place place, const yaml_char_t *anchor,
                          const yaml_char_t *tag) {
    if (anchor)
        fail(b, ENT_ERR_SYNTAX, place, "anchors ('&name') are not accepted (write the value out)");
    if (tag)
        fail(b, ENT_ERR_SYNTAX, place,
             "tags ('!name') are not accepted (quote text that begins with '!')");
}

/* Unicode has reserved them for programs' own use: no text holds them, XML and JSON readers balk.
 */
static bool is_no_character(uint32_t point) {
    return (point >= 0xFDD0 && point <= 0xFDEF) || (point & 0xFFFE) == 0xFFFE;
}

static bool fail_no_character(const builder *b, const read_node *node, uint32_t point) {
    char message[80];
    snprintf(message, sizeof message, "U+%04X in the text is no character (leave it out)",
             (unsigned)point);
    return fail(b, ENT_ERR_SYNTAX, node->place, message);
}

static bool refuse_control(const builder *b, const read_node *node) {
    for (size_t i = 0, size; i < node->length; i += size) {
        const uint32_t point = base_utf8_decode(node->text + i, node->length - i, &size);
        if ((point < 0x20 && point != '\n') || (point >= 0x7F && point < 0xA0))
            return fail(b, ENT_ERR_SYNTAX, node->place, "an escaped control character in the text");
        if (is_no_character(point))
            return fail_no_character(b, node, point);
    }
    return true;
}

/* Text that turns the line around stays in the tree: what comes after is looked at too. */
static void refuse_turning(const builder *b, const read_node *node) {
    const uint32_t turning = spelling_find_unseen(node->text, node->length, SPELLING_SENTENCE);
    char message[100];
    if (!turning)
        return;
    snprintf(message, sizeof message, "U+%04X turns around what follows it (leave it out)",
             (unsigned)turning);
    fail(b, ENT_ERR_SYNTAX, node->place, message);
}

/* What stands on one line without quotes stands there as it is. libyaml's end marks would not do:
 * that of such a scalar may lie behind the blanks and comments that follow. */
static void locate_plain(builder *b, read_node *node) {
    const size_t begin = byte_of(b, b->r->event.start_mark);
    if (node->plain && node->length <= b->length - begin &&
        memcmp(b->text + begin, node->text, node->length) == 0)
        node->span = span_of(b, begin, begin + node->length);
}

/* `Plan #1` without quotes is `Plan` and a comment. Comments are seldom that close. */
static bool is_cut(const builder *b, const read_node *node) {
    const size_t end = node->span.end - b->before;
    return node->span.end && end + 1 < b->length && b->text[end] == ' ' && b->text[end + 1] == '#';
}

/* A list with brackets ends with the closing one, a list with an item a line with its last item. */
static void close_list(builder *b, read_node *node) {
    const yaml_event_t *event = &b->r->event;
    const size_t end = byte_of(b, event->end_mark);
    if (end > 0 && b->text[end - 1] == ']' && event->end_mark.index > event->start_mark.index)
        node->span.end = span_of(b, 0, end).end;
    else
        node->span.end = node->last ? node->last->span.end : 0;
}

/* YAML's words for nothing, where a value is wanted. As a key they are names. */
static bool is_nothing(const builder *b, const read_node *node) {
    static const char *const WORDS[] = {"~", "null", "Null", "NULL"};
    const level *top = b->depth ? &b->open[b->depth - 1] : NULL;
    const bool is_key = top && top->node->kind == READ_MAPPING && !top->key;
    for (size_t i = 0; node->plain && !is_key && i < sizeof WORDS / sizeof *WORDS; i++)
        if (strcmp(node->text, WORDS[i]) == 0)
            return true;
    return false;
}

static bool add_scalar(builder *b, ent_place place) {
    const yaml_event_t *event = &b->r->event;
    read_node *node = new_node(b, READ_SCALAR, place);
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->length = event->data.scalar.length;
    node->text =
        read_copy(b->r, &b->r->scratch, (const char *)event->data.scalar.value, node->length);
    node->raw = node->text;
    locate_plain(b, node);
    node->is_cut = is_cut(b, node);
    node->text = read_normal(b->r, node->text, &node->length);
    if (is_nothing(b, node)) {
        node->text = "";
        node->length = 0;
    }
    refuse_extras(b, place, event->data.scalar.anchor, event->data.scalar.tag);
    refuse_turning(b, node);
    return refuse_control(b, node) && attach(b, node);
}

static bool add_alias(builder *b, ent_place place) {
    fail(b, ENT_ERR_SYNTAX, place,
         "aliases ('*name') are not accepted (write the value out, or quote the text)");
    return attach(b, new_node(b, READ_BROKEN, place));
}

static bool open_collection(builder *b, read_node_kind kind, ent_place place) {
    if (b->depth == ENT_YAML_DEPTH_MAX) {
        char message[80];
        snprintf(message, sizeof message, "nested deeper than the %d levels that are accepted",
                 ENT_YAML_DEPTH_MAX);
        return fail(b, ENT_ERR_LIMIT, place, message);
    }
    read_node *node = new_node(b, kind, place);
    if (kind == READ_SEQUENCE)
        node->span.begin = span_of(b, byte_of(b, b->r->event.start_mark), 0).begin;
    if (!attach(b, node))
        return false;
    b->open[b->depth++] = (level){node, NULL};
    return true;
}

static bool count_node(const builder *b, ent_place place) {
    if (++b->r->nodes_count <= ENT_YAML_NODES_MAX)
        return true;
    char message[100];
    snprintf(message, sizeof message, "more than the %d keys and values that are accepted",
             ENT_YAML_NODES_MAX);
    return fail(b, ENT_ERR_LIMIT, place, message);
}

/* One event; false if reading cannot go on. */
static bool take_event(builder *b) {
    const yaml_event_t *event = &b->r->event;
    const ent_place place = place_of(b, event->start_mark);
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return !b->root ||
               fail(b, ENT_ERR_SYNTAX, place, "a second document begins here (one per file)");
    case YAML_ALIAS_EVENT:
        return count_node(b, place) && add_alias(b, place);
    case YAML_SCALAR_EVENT:
        return count_node(b, place) && add_scalar(b, place);
    case YAML_SEQUENCE_START_EVENT:
        refuse_extras(b, place, event->data.sequence_start.anchor, event->data.sequence_start.tag);
        return count_node(b, place) && open_collection(b, READ_SEQUENCE, place);
    case YAML_MAPPING_START_EVENT:
        refuse_extras(b, place, event->data.mapping_start.anchor, event->data.mapping_start.tag);
        return count_node(b, place) && open_collection(b, READ_MAPPING, place);
    case YAML_SEQUENCE_END_EVENT:
        close_list(b, b->open[--b->depth].node);
        return true;
    case YAML_MAPPING_END_EVENT:
        b->depth--;
        return true;
    default:
        return true;
    }
}

static bool build(builder *b) {
    read_state *r = b->r;
    for (bool at_end = false; !at_end;) {
        read_work(r, 128);
        if (!yaml_parser_parse(&r->parser, &r->event))
            return fail_parser(b);
        r->has_event = true;
        const bool goes_on = take_event(b);
        at_end = r->event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&r->event);
        r->has_event = false;
        if (!goes_on)
            return false;
    }
    return true;
}

static size_t mark_length(const char *text, size_t length) {
    return length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

const read_node *read_tree_read(read_state *r, uint32_t file, const char *text, size_t length) {
    const size_t mark = mark_length(text, length); /* a byte order mark says nothing in UTF-8 */
    builder b = {
        .r = r, .file = file, .text = text + mark, .length = length - mark, .before = mark};
    if (length > ENT_FILE_BYTES_MAX) {
        char message[80];
        snprintf(message, sizeof message, "larger than the %u bytes that are accepted",
                 ENT_FILE_BYTES_MAX);
        fail(&b, ENT_ERR_LIMIT, (ent_place){file, 0, 0}, message);
        return NULL;
    }
    if (!read_text_check(r, file, text + mark, length - mark))
        return NULL;
    if (!yaml_parser_initialize(&r->parser))
        read_give_up(r);
    r->has_parser = true;
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)text + mark, length - mark);
    const bool is_whole = build(&b);
    yaml_parser_delete(&r->parser);
    r->has_parser = false;
    if (is_whole && !b.root)
        fail(&b, ENT_ERR_SYNTAX, (ent_place){file, 1, 1}, "the file is empty");
    return is_whole ? b.root : NULL;
}
