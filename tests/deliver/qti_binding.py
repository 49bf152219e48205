"""What the binding of QTI 2.1 asks of the elements that the question bank uses."""

from __future__ import annotations

#: What the binding of QTI 2.1 (imsqti_v2p1p1.xsd, 31 July 2013) says of the elements that are used: children in their
#: order, and attributes, each with its form in `ATTRIBUTES`. The schema itself may be handed on by registered
#: developers only; CONTRIBUTING.md says how to check with it.
STRUCTURE = {
    "assessmentItem": (
        "(responseDeclaration )*(outcomeDeclaration )*(itemBody )?(responseProcessing )?(modalFeedback )*",
        "identifier title adaptive timeDependent",
    ),
    "responseDeclaration": ("(correctResponse )?(mapping )?", "identifier cardinality baseType"),
    "correctResponse": ("(value )+", ""),
    "mapping": ("(mapEntry )+", "defaultValue"),
    "mapEntry": ("", "mapKey mappedValue"),
    "value": ("", ""),
    "outcomeDeclaration": ("", "identifier cardinality baseType"),
    "itemBody": ("(choiceInteraction )+", ""),
    "choiceInteraction": ("(prompt )?(simpleChoice )+", "responseIdentifier shuffle maxChoices"),
    "prompt": ("", ""),
    "simpleChoice": ("(feedbackInline )*", "identifier"),
    "feedbackInline": ("", "outcomeIdentifier identifier showHide"),
    "responseProcessing": ("(responseCondition |setOutcomeValue )*", ""),
    "responseCondition": ("responseIf ", ""),
    "responseIf": ("match (setOutcomeValue )+", ""),
    "match": ("variable correct ", ""),
    "variable": ("", "identifier"),
    "correct": ("", "identifier"),
    "mapResponse": ("", "identifier"),
    "setOutcomeValue": ("(baseValue |variable |mapResponse )", "identifier"),
    "baseValue": ("", "baseType"),
    "modalFeedback": ("(p )*", "outcomeIdentifier identifier showHide"),
    "assessmentTest": ("(testPart )+", "identifier title"),
    "testPart": ("(assessmentSection )+", "identifier navigationMode submissionMode"),
    "assessmentSection": ("(rubricBlock )*(assessmentItemRef |assessmentSection )*", "identifier title visible"),
    "rubricBlock": ("(div |p )*", "view"),
    "assessmentItemRef": ("", "identifier href"),
    "div": ("(p |ul )*", ""),
    "ul": ("(li )*", ""),
    "li": ("(a )*", ""),
    "p": ("", ""),
    "a": ("", "href"),
}
#: Names are NCNames; elsewhere than in `MIXED` there are only spaces between elements.
ATTRIBUTES = {
    "identifier|responseIdentifier|outcomeIdentifier|mapKey": r"[A-Za-z_][\w.-]*",
    "cardinality": "single|multiple|ordered|record",
    "baseType": "identifier|float|integer|string|boolean",
    "adaptive|timeDependent|shuffle|visible": "true|false",
    "showHide": "show|hide",
    "view": "candidate",
    "navigationMode": "linear|nonlinear",
    "submissionMode": "individual|simultaneous",
    "maxChoices|mappedValue|defaultValue": r"\d+",
    "title": r"[^\n\t]+",
    "href": r"[^\s<>\"{}|\\^`]+",
    r"\{http://www\.w3\.org/XML/1998/namespace\}lang": "[a-z]{2}",
}
MIXED = {
    "prompt",
    "simpleChoice",
    "feedbackInline",
    "modalFeedback",
    "rubricBlock",
    "div",
    "p",
    "li",
    "a",
    "value",
    "baseValue",
}
