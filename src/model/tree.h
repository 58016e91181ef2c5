/* Universal Dependencies labels as small numbers: parts of speech, Penn tags, relations. */
#ifndef SG_MODEL_TREE_H
#define SG_MODEL_TREE_H

#include <stdint.h>

/* clang-format off */
#define SG_UPOS_LIST(X) \
    X(ADJ) X(ADP) X(ADV) X(AUX) X(CCONJ) X(DET) X(INTJ) X(NOUN) X(NUM) X(PART) X(PRON) X(PROPN) \
    X(PUNCT) X(SCONJ) X(SYM) X(VERB) X(X)

/* name in C, label in CoNLL-U */
#define SG_DEPREL_LIST(X) \
    X(ROOT, "root") X(NSUBJ, "nsubj") X(NSUBJ_PASS, "nsubj:pass") X(NSUBJ_OUTER, "nsubj:outer") \
    X(CSUBJ, "csubj") X(CSUBJ_PASS, "csubj:pass") X(CSUBJ_OUTER, "csubj:outer") X(OBJ, "obj") X(IOBJ, "iobj") \
    X(CCOMP, "ccomp") X(XCOMP, "xcomp") X(OBL, "obl") X(OBL_AGENT, "obl:agent") \
    X(OBL_UNMARKED, "obl:unmarked") X(VOCATIVE, "vocative") X(EXPL, "expl") X(DISLOCATED, "dislocated") \
    X(ADVCL, "advcl") X(ADVCL_RELCL, "advcl:relcl") X(ADVMOD, "advmod") X(DISCOURSE, "discourse") \
    X(AUX, "aux") X(AUX_PASS, "aux:pass") X(COP, "cop") X(MARK, "mark") X(NMOD, "nmod") \
    X(NMOD_POSS, "nmod:poss") X(NMOD_UNMARKED, "nmod:unmarked") X(NMOD_DESC, "nmod:desc") \
    X(APPOS, "appos") X(NUMMOD, "nummod") X(ACL, "acl") X(ACL_RELCL, "acl:relcl") X(AMOD, "amod") \
    X(DET, "det") X(DET_PREDET, "det:predet") X(CASE, "case") X(CONJ, "conj") X(CC, "cc") \
    X(CC_PRECONJ, "cc:preconj") X(FIXED, "fixed") X(FLAT, "flat") X(COMPOUND, "compound") \
    X(COMPOUND_PRT, "compound:prt") X(LIST, "list") X(PARATAXIS, "parataxis") X(ORPHAN, "orphan") \
    X(GOESWITH, "goeswith") X(REPARANDUM, "reparandum") X(PUNCT, "punct") X(DEP, "dep")

/* Penn Treebank tags as English-EWT uses them */
#define SG_XPOS_LIST(X) \
    X(NN, "NN") X(NNS, "NNS") X(NNP, "NNP") X(NNPS, "NNPS") X(VB, "VB") X(VBD, "VBD") X(VBG, "VBG") \
    X(VBN, "VBN") X(VBP, "VBP") X(VBZ, "VBZ") X(MD, "MD") X(JJ, "JJ") X(JJR, "JJR") X(JJS, "JJS") \
    X(RB, "RB") X(RBR, "RBR") X(RBS, "RBS") X(RP, "RP") X(IN, "IN") X(TO, "TO") X(DT, "DT") X(PDT, "PDT") \
    X(PRP, "PRP") X(PRPS, "PRP$") X(WP, "WP") X(WPS, "WP$") X(WDT, "WDT") X(WRB, "WRB") X(CC, "CC") \
    X(CD, "CD") X(EX, "EX") X(POS, "POS") X(UH, "UH") X(FW, "FW") X(SYM, "SYM") X(LS, "LS") X(ADD, "ADD") \
    X(AFX, "AFX") X(GW, "GW") X(HYPH, "HYPH") X(NFP, "NFP") X(LRB, "-LRB-") X(RRB, "-RRB-") \
    X(OPENQ, "``") X(CLOSEQ, "''") X(COMMA, ",") X(STOP, ".") X(COLON, ":") X(DOLLAR, "$") X(XX, "XX")
/* clang-format on */

enum sg_upos {
    SG_UPOS_NONE,
#define X(name) SG_UPOS_##name,
    SG_UPOS_LIST(X)
#undef X
        SG_UPOS_COUNT
};

enum sg_deprel {
    SG_DEPREL_NONE,
#define X(name, label) SG_DEPREL_##name,
    SG_DEPREL_LIST(X)
#undef X
        SG_DEPREL_COUNT
};

enum sg_xpos {
    SG_XPOS_NONE,
#define X(name, label) SG_XPOS_##name,
    SG_XPOS_LIST(X)
#undef X
        SG_XPOS_COUNT
};

/* Labels as CoNLL-U writes them; "_" for NONE. */
const char *sg_upos_name(enum sg_upos upos);
const char *sg_xpos_name(enum sg_xpos xpos);
const char *sg_deprel_name(enum sg_deprel deprel);
/* The number of a label; NONE when it is not in the list. */
enum sg_upos sg_upos_find(const char *label);
enum sg_xpos sg_xpos_find(const char *label);
enum sg_deprel sg_deprel_find(const char *label);

#endif
