/* Quotations and reported speech with their speakers. By what stands around the marks: no more than
 * the verb of saying and its subject is believed. */
#include "resolve/speech.h"

#include <string.h>

static bool is_speech(const struct sg_context *c, uint32_t token) {
    return (c->reading->tokens[token].flags & SG_TOKEN_WORD) &&
           (sg_classes_at(c, token) & SG_REF_SPEECH);
}

static uint32_t index_of(const struct sg_context *c, const struct sg_mention *mention) {
    return (uint32_t)(mention - c->reading->mentions);
}

/* A mention that is named as the body of a person's role gives way to that person: "Khazali, leader
 * of AAH tweeted". */
static uint32_t person_of_body(const struct sg_context *c, uint32_t mention) {
    uint32_t sentence_first = c->reading->sentences[c->reading->mentions[mention].sentence].first;
    size_t low = 0, high = c->bond_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c->bonds[middle].token < sentence_first)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < c->bond_count && c->reading->tokens[c->bonds[low].token].sentence ==
                                      c->reading->mentions[mention].sentence;
         low++) {
        const struct sg_bond *bond = &c->bonds[low];
        if (bond->of_mention != SG_NO_MENTION &&
            (bond->of_mention == mention || c->reading->mentions[bond->of_mention].end_token ==
                                                c->reading->mentions[mention].end_token))
            return bond->person_mention;
    }
    return mention;
}

/* The subject of a verb, or of the verb that it goes on from: "Lula, who beat Bolsonaro, called
 * them fascists and said", "..., saying". */
static uint32_t subject_on_tree(const struct sg_context *c, uint32_t verb,
                                const struct sg_sentence *sentence) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t at = verb;
    for (int steps = 0; steps < 4; steps++) {
        for (uint32_t i = sentence->first; i < sentence->end_token; i++)
            if (tokens[i].head == at &&
                (tokens[i].deprel == SG_DEPREL_NSUBJ || tokens[i].deprel == SG_DEPREL_NSUBJ_OUTER ||
                 (at != verb && tokens[i].deprel == SG_DEPREL_NSUBJ_PASS)))
                return i;
        bool goes_on = tokens[at].deprel == SG_DEPREL_CONJ ||
                       (tokens[at].deprel == SG_DEPREL_ADVCL && tokens[at].xpos == SG_XPOS_VBG);
        if (!goes_on || tokens[at].head == SG_NO_TOKEN || tokens[at].head > at)
            break;
        at = tokens[at].head;
    }
    return SG_NO_TOKEN;
}

uint32_t sg_subject_before(const struct sg_context *c, uint32_t verb, uint32_t from) {
    const struct sg_token *tokens = c->reading->tokens;
    const struct sg_sentence *sentence = &c->reading->sentences[tokens[verb].sentence];
    if (c->is_tree_ready && sentence->is_parsed) {
        uint32_t subject = subject_on_tree(c, verb, sentence);
        const struct sg_mention *mention =
            subject == SG_NO_TOKEN ? NULL : sg_covering_mention(c, subject);
        /* "Its leader, Alexander Lukashenko, who is accused by the Union, said" */
        for (uint32_t i = subject + 1; subject != SG_NO_TOKEN && !mention && i < verb; i++)
            if (tokens[i].head == subject && tokens[i].deprel == SG_DEPREL_APPOS)
                mention = sg_covering_mention(c, i);
        if (mention && mention->use != SG_USE_MODIFIER)
            return person_of_body(c, index_of(c, mention));
    }
    if (from < sentence->first)
        from = sentence->first;
    for (uint32_t i = verb, steps = 0; i > from && steps < 25; i--, steps++) {
        const struct sg_mention *mention = sg_covering_mention(c, i - 1);
        if (mention && mention->use == SG_USE_PARTY && mention->first >= from)
            return person_of_body(c, index_of(c, mention));
        /* an inner clause's verb or another quotation ends the search */
        if (is_speech(c, i - 1) || (tokens[i - 1].flags & SG_TOKEN_QUOTE_CLOSE))
            break;
    }
    return SG_NO_MENTION;
}

uint32_t sg_subject_behind(const struct sg_context *c, uint32_t verb, uint32_t limit) {
    uint32_t found = SG_NO_MENTION;
    for (uint32_t i = verb + 1; i < limit && i < verb + 12; i++) {
        const struct sg_token *token = &c->reading->tokens[i];
        const struct sg_mention *mention = sg_covering_mention(c, i);
        if (mention) {
            const struct sg_actor *actor = sg_mentioned_actor(c, mention);
            if (sg_is_person(actor) || mention->kind == SG_MENTION_PRONOUN)
                return index_of(c, mention);
            if (found == SG_NO_MENTION && mention->use == SG_USE_PARTY)
                found = index_of(c, mention);
            i = mention->end_token - 1;
            continue;
        }
        uint32_t classes = sg_classes_at(c, i);
        if ((token->flags & SG_TOKEN_PUNCT) || is_speech(c, i) ||
            ((classes & SG_REF_FUNCTION) && !(classes & SG_REF_DETERMINER) &&
             !sg_token_is(token, "of") && !sg_token_is(token, "for")))
            break;
    }
    /* "said a spokesman for Hamas, X" */
    return found == SG_NO_MENTION ? found : person_of_body(c, found);
}

struct builder {
    struct sg_context *c;
    size_t capacity;
};

static void add_quote(struct builder *b, uint32_t first, uint32_t end, uint32_t speaker,
                      uint32_t verb) {
    struct sg_reading *reading = b->c->reading;
    if (first >= end)
        return;
    struct sg_quote *quotes = sg_arena_grow(b->c->arena, reading->quotes, reading->quote_count,
                                            &b->capacity, sizeof *quotes);
    if (!quotes) {
        b->c->roster.has_failed = true;
        return;
    }
    reading->quotes = quotes;
    quotes[reading->quote_count++] = (struct sg_quote){first, end, speaker, verb};
}

/* The subject of a sentence's main verb, who may speak: a man, or "he"; a body where `any`. */
static uint32_t main_subject(const struct sg_context *c, const struct sg_sentence *sentence,
                             bool any) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t root = sentence->end_token;
    for (uint32_t t = sentence->first; c->is_tree_ready && sentence->is_parsed && t < sentence->end_token; t++)
        if (tokens[t].deprel == SG_DEPREL_ROOT)
            root = t;
    uint32_t subject = root < sentence->end_token ? subject_on_tree(c, root, sentence) : SG_NO_TOKEN;
    const struct sg_mention *m = subject == SG_NO_TOKEN ? NULL : sg_covering_mention(c, subject);
    /* no tree: a name or a pronoun that the sentence begins with */
    for (uint32_t t = sentence->first; !(c->is_tree_ready && sentence->is_parsed) && !m &&
                                       t < sentence->end_token && t < sentence->first + 6; t++) {
        m = sg_covering_mention(c, t);
        if (m && (m->use == SG_USE_MODIFIER || m->end_token >= sentence->end_token))
            m = NULL;
        const struct sg_token *next = m ? &tokens[m->end_token] : NULL;
        if (next && (!(next->flags & SG_TOKEN_WORD) || sg_token_is(next, "and") ||
                     (next->flags & SG_TOKEN_POSSESSIVE)))
            return SG_NO_MENTION;
    }
    if (!m || m->use != SG_USE_PARTY)
        return SG_NO_MENTION;
    enum sg_pronoun pronoun = m->kind == SG_MENTION_PRONOUN
                                  ? sg_referent_pronoun(sg_classes_at(c, m->head))
                                  : SG_PRONOUN_NONE;
    bool is_man = sg_is_person(sg_mentioned_actor(c, m)) || pronoun == SG_PRONOUN_HE ||
                  pronoun == SG_PRONOUN_SHE;
    return is_man || (any && sg_mentioned_actor(c, m)) ? index_of(c, m) : SG_NO_MENTION;
}

/* "Kenya's ministry published a statement. '...,' the statement said": whose it is. */
static uint32_t owner_of_document(const struct sg_context *c, uint32_t verb, uint32_t start) {
    const struct sg_reading *reading = c->reading;
    for (uint32_t i = verb; i > start; i--) {
        const struct sg_token *noun = &reading->tokens[i - 1];
        if (sg_token_value(c->referents->documents, noun) == SG_STRMAP_NONE)
            continue;
        uint32_t sentence = noun->sentence;
        for (uint32_t s = sentence; s-- > 0 && s + 3 > sentence;)
            for (uint32_t t = reading->sentences[s].first; t < reading->sentences[s].end_token; t++)
                if (!strcmp(reading->tokens[t].lower, noun->lower))
                    return main_subject(c, &reading->sentences[s], true);
        return SG_NO_MENTION;
    }
    return SG_NO_MENTION;
}

/* "it read", "he went on" right behind a quotation. */
static bool is_tail(const struct sg_context *c, uint32_t token, uint32_t start) {
    return token > start && token < start + 4 &&
           sg_token_value(c->referents->quote_tails, &c->reading->tokens[token]) != SG_STRMAP_NONE;
}

/* The verb of saying behind a closing mark and its subject: `," X said`, `" said X`. */
static bool speaker_after(const struct sg_context *c, uint32_t close, uint32_t *speaker,
                          uint32_t *verb) {
    const struct sg_reading *reading = c->reading;
    if (close + 1 >= reading->token_count)
        return false;
    uint32_t start = close + 1;
    uint32_t sentence = reading->tokens[start].sentence;
    if (sentence != reading->tokens[close].sentence) {
        /* `"... gone?" he asked` may have been cut in two */
        if (sentence != reading->tokens[close].sentence + 1 ||
            (reading->tokens[start].flags & SG_TOKEN_CAPITAL))
            return false;
    }
    uint32_t limit = reading->sentences[sentence].end_token;
    if (start < limit && reading->tokens[start].form[0] == ',')
        start++;
    for (uint32_t i = start; i < limit && i < start + 16; i++) {
        if (reading->tokens[i].flags & SG_TOKEN_QUOTE_OPEN)
            return false;
        if (!is_speech(c, i) && !is_tail(c, i, start))
            continue;
        *verb = i;
        *speaker = i > start ? sg_subject_before(c, i, start) : SG_NO_MENTION;
        if (*speaker == SG_NO_MENTION && i <= start + 1)
            *speaker = sg_subject_behind(c, i, limit);
        if (*speaker == SG_NO_MENTION)
            *speaker = owner_of_document(c, i, start);
        return *speaker != SG_NO_MENTION;
    }
    return false;
}

static bool speaker_in_front(const struct sg_context *c, uint32_t open, uint32_t *speaker,
                             uint32_t *verb) {
    const struct sg_reading *reading = c->reading;
    uint32_t first = reading->sentences[reading->tokens[open].sentence].first;
    uint32_t from = open;
    if (open == first) {
        /* the sentence before ends in a colon: `Demirtas told Erdogan after the attacks:` */
        if (!open || reading->tokens[open - 1].form[0] != ':')
            return false;
        first = reading->sentences[reading->tokens[open - 1].sentence].first;
        from = open - 1;
    }
    for (uint32_t i = from, steps = 0; i > first && steps < 18; i--, steps++) {
        if (reading->tokens[i - 1].flags & SG_TOKEN_QUOTE_CLOSE)
            return false;
        if (!is_speech(c, i - 1))
            continue;
        *verb = i - 1;
        *speaker = sg_subject_before(c, i - 1, first);
        return *speaker != SG_NO_MENTION;
    }
    /* "Ruto was blunt: '...'" */
    if (from > first && reading->tokens[from - 1 + (from == open ? 0 : 1)].form[0] == ':')
        *speaker = main_subject(c, &reading->sentences[reading->tokens[first].sentence], false);
    return *speaker != SG_NO_MENTION;
}

/* "Ruto did not mince his words. '...'": a quotation that is a sentence of its own, right behind one
 * that tells of a man. */
static uint32_t speaker_before(const struct sg_context *c, uint32_t open, uint32_t close) {
    const struct sg_reading *reading = c->reading;
    uint32_t s = reading->tokens[open].sentence;
    const struct sg_sentence *last = &reading->sentences[reading->tokens[close].sentence];
    if (!s || reading->sentences[s].first != open || close + 1 < last->end_token ||
        reading->sentences[s - 1].paragraph != reading->sentences[s].paragraph)
        return SG_NO_MENTION;
    const struct sg_sentence *before = &reading->sentences[s - 1];
    for (uint32_t t = before->first; t < before->end_token; t++)
        if (reading->tokens[t].flags & SG_TOKEN_IN_QUOTE)
            return SG_NO_MENTION;
    return main_subject(c, before, false);
}

/* "according to X" in the sentence of a token. */
static bool according_to(const struct sg_context *c, uint32_t sentence_index, uint32_t *speaker,
                         uint32_t *at) {
    const struct sg_sentence *sentence = &c->reading->sentences[sentence_index];
    for (uint32_t i = sentence->first; i + 2 < sentence->end_token; i++) {
        if (!sg_token_is(&c->reading->tokens[i], "according") ||
            !sg_token_is(&c->reading->tokens[i + 1], "to"))
            continue;
        *at = i;
        *speaker = sg_subject_behind(c, i + 1, sentence->end_token);
        return *speaker != SG_NO_MENTION;
    }
    return false;
}

/* Where a quotation begins: behind an opening mark, or at the paragraph's start when its closing
 * mark has no partner. */
static bool begins_quote(const struct sg_reading *reading, uint32_t token,
                         bool is_paragraph_start) {
    if (reading->tokens[token].flags & SG_TOKEN_QUOTE_OPEN)
        return true;
    return is_paragraph_start && (reading->tokens[token].flags & SG_TOKEN_IN_QUOTE);
}

static uint32_t paragraph_of(const struct sg_reading *reading, uint32_t token) {
    return reading->sentences[reading->tokens[token].sentence].paragraph;
}

/* What was quoted last, for the quotations that go on without naming their speaker. */
struct last_quote {
    uint32_t speaker, paragraph;
    bool is_open; /* its paragraph ended within it */
};

static void find_direct(struct builder *b) {
    struct sg_context *c = b->c;
    const struct sg_reading *reading = c->reading;
    struct last_quote last = {SG_NO_MENTION, UINT32_MAX, false};
    for (uint32_t i = 0; i < reading->token_count; i++) {
        uint32_t paragraph = paragraph_of(reading, i);
        bool is_start = i == 0 || paragraph_of(reading, i - 1) != paragraph;
        if (!begins_quote(reading, i, is_start))
            continue;
        bool has_open = reading->tokens[i].flags & SG_TOKEN_QUOTE_OPEN;
        uint32_t close = i + 1;
        uint32_t words = 0;
        while (close < reading->token_count &&
               !(reading->tokens[close].flags & (SG_TOKEN_QUOTE_CLOSE | SG_TOKEN_QUOTE_OPEN)) &&
               paragraph_of(reading, close) == paragraph) {
            words += (reading->tokens[close].flags & SG_TOKEN_WORD) != 0;
            close++;
        }
        if (words < 2) {
            i = close > i ? close - 1 : i;
            continue;
        }
        uint32_t speaker = SG_NO_MENTION, verb = SG_NO_TOKEN, at;
        bool has_close =
            close < reading->token_count && (reading->tokens[close].flags & SG_TOKEN_QUOTE_CLOSE);
        bool is_whole =
            close >= reading->token_count || paragraph_of(reading, close) != paragraph ||
            close + 1 >= reading->token_count || paragraph_of(reading, close + 1) != paragraph;
        bool found = (has_close && speaker_after(c, close, &speaker, &verb)) ||
                     speaker_in_front(c, i, &speaker, &verb) ||
                     according_to(c, reading->tokens[i].sentence, &speaker, &at);
        /* the same paragraph goes on with its speaker; so does the next one that is all quotation,
         * or that goes on with what was left open */
        if (!found && reading->sentences[reading->tokens[i].sentence].first == i &&
            (paragraph == last.paragraph ||
             (is_start && paragraph == last.paragraph + 1 && (is_whole || last.is_open))))
            speaker = last.speaker;
        if (!found && speaker == SG_NO_MENTION && has_open && has_close)
            speaker = speaker_before(c, i, close);
        if (speaker != SG_NO_MENTION)
            last = (struct last_quote){speaker, paragraph, !has_close};
        add_quote(b, has_open ? i + 1 : i, close, speaker, verb);
        i = has_close ? close : close - 1;
    }
}

/* The clause that a verb of saying reports: "X said (that) ...", "..., X said". */
static void find_reported(struct builder *b) {
    struct sg_context *c = b->c;
    const struct sg_reading *reading = c->reading;
    for (uint32_t s = 0; s < reading->sentence_count; s++) {
        const struct sg_sentence *sentence = &reading->sentences[s];
        uint32_t speaker, at;
        for (uint32_t i = sentence->first; i < sentence->end_token; i++) {
            if ((reading->tokens[i].flags & SG_TOKEN_IN_QUOTE) || !is_speech(c, i))
                continue;
            uint32_t next = i + 1;
            if (next >= sentence->end_token)
                next = i;
            bool is_closing = i + 4 >= sentence->end_token || reading->tokens[next].form[0] == '.';
            speaker = sg_subject_before(c, i, sentence->first);
            if (is_closing && speaker != SG_NO_MENTION) {
                uint32_t end = reading->mentions[speaker].first;
                while (end > sentence->first && reading->tokens[end - 1].form[0] != ',')
                    end--;
                if (end > sentence->first + 3)
                    add_quote(b, sentence->first, end - 1, speaker, i);
                continue;
            }
            if (speaker == SG_NO_MENTION)
                continue;
            uint32_t that = next;
            while (that < sentence->end_token && that < next + 8 &&
                   !sg_token_is(&reading->tokens[that], "that"))
                that++;
            bool has_that = that < sentence->end_token && that < next + 8;
            bool is_plain = sg_token_is(&reading->tokens[i], "said") ||
                            sg_token_is(&reading->tokens[i], "says") ||
                            sg_token_is(&reading->tokens[i], "say");
            bool has_clause = false;
            if (c->is_tree_ready && sentence->is_parsed)
                for (uint32_t k = i + 1; k < sentence->end_token && !has_clause; k++)
                    has_clause = reading->tokens[k].head == i &&
                                 (reading->tokens[k].deprel == SG_DEPREL_CCOMP ||
                                  reading->tokens[k].deprel == SG_DEPREL_PARATAXIS);
            if (has_that)
                add_quote(b, that + 1, sentence->end_token, speaker, i);
            else if (is_plain || has_clause)
                add_quote(b, next, sentence->end_token, speaker, i);
            break; /* one reporting verb a sentence: inner ones are the outer one's words */
        }
        if (according_to(c, s, &speaker, &at)) {
            if (at > sentence->first + 2)
                add_quote(b, sentence->first, at, speaker, at);
            else {
                uint32_t from = reading->mentions[speaker].end_token;
                while (from < sentence->end_token && (reading->tokens[from].flags & SG_TOKEN_PUNCT))
                    from++;
                add_quote(b, from, sentence->end_token, speaker, at);
            }
        }
    }
}

void sg_resolve_quotes(struct sg_context *c) {
    struct builder b = {.c = c, .capacity = c->reading->quote_count};
    find_direct(&b);
    c->direct_count = c->reading->direct_quote_count = c->reading->quote_count;
    find_reported(&b);
}
