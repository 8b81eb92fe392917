package dev.ajar.reports.questions;

import dev.ajar.reports.text.Phrase;
import java.util.List;

/**
 * The answer to one of the twelve questions.
 *
 * @param question the question
 * @param value what the tables say
 * @param certainty how sure that is, and why
 * @param evidence which rows it rests on
 * @param notKnown what it does not say
 */
public record Answer(
    String question,
    List<Phrase> value,
    List<Phrase> certainty,
    List<Phrase> evidence,
    List<Phrase> notKnown) {}
