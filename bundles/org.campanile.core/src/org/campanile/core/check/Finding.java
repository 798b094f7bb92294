package org.campanile.core.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.campanile.core.task.Failure;

/**
 * What a check found about one thing (design, "Check and Finding"). A value. A check makes it with {@link #ok}, {@link #of} or
 * {@link #failed} and the {@code with} methods; the engine fills in rule, title, group, time and duration.
 *
 * @param rule id of the check
 * @param title of the check, a few words
 * @param group part of the lab or of the document that the check belongs to, e.g. {@code "Broker"}
 * @param subject what was looked at: an address, a service, a field
 * @param severity how much it matters
 * @param evidence what was seen, verbatim where possible
 * @param cause why it is so, as far as known; may be empty
 * @param impact what will not work because of it; may be empty
 * @param fix what to do, imperative; may be empty
 * @param step a safe step that does it, if there is one
 * @param at when the check ended
 * @param took how long the check ran
 */
public record Finding(String rule, String title, String group, String subject, Severity severity, String evidence, String cause,
        String impact, String fix, Optional<Fix> step, Instant at, Duration took) {

    public Finding {
        rule = text(rule);
        title = text(title);
        group = text(group);
        subject = text(subject);
        Objects.requireNonNull(severity);
        evidence = text(evidence);
        cause = text(cause);
        impact = text(impact);
        fix = text(fix);
        step = step == null ? Optional.empty() : step;
        at = at == null ? Instant.EPOCH : at;
        took = took == null ? Duration.ZERO : took;
    }

    private static String text(String s) {
        return s == null ? "" : s;
    }

    /** What was looked at, and of what: "Service catalogue: image". */
    public String headline() {
        return subject.isEmpty() ? title : title + ": " + subject;
    }

    /** Looked at and in order. */
    public static Finding ok(String subject, String evidence) {
        return of(Severity.OK, subject, evidence);
    }

    /** A finding of any severity; add cause, impact and fix. */
    public static Finding of(Severity severity, String subject, String evidence) {
        return new Finding("", "", "", subject, severity, evidence, "", "", "", Optional.empty(), null, null);
    }

    /** A failure told as a finding: what came back is the evidence, its meaning the cause, what to do next the fix. */
    public static Finding failed(Severity severity, Failure failure) {
        String evidence = failure.cameBack().isEmpty() ? failure.headline() : failure.cameBack();
        return of(severity, failure.subject(), evidence).withCause(failure.meaning()).withFix(failure.next());
    }

    /** The same with its cause. */
    public Finding withCause(String because) {
        return new Finding(rule, title, group, subject, severity, evidence, because, impact, fix, step, at, took);
    }

    /** The same with its impact. */
    public Finding withImpact(String what) {
        return new Finding(rule, title, group, subject, severity, evidence, cause, what, fix, step, at, took);
    }

    /** The same with words that say what to do. */
    public Finding withFix(String words) {
        return new Finding(rule, title, group, subject, severity, evidence, cause, impact, words, step, at, took);
    }

    /** The same with a safe step that does it. */
    public Finding withStep(Fix safe) {
        return new Finding(rule, title, group, subject, severity, evidence, cause, impact, fix, Optional.of(safe), at, took);
    }

    /** The same as a finding of {@code check}, at a time; a title or group that the check has set itself stays. */
    Finding stamped(Check check, Instant when, Duration duration) {
        return new Finding(check.id(), title.isEmpty() ? check.title() : title, group.isEmpty() ? check.group() : group, subject, severity,
                evidence, cause, impact, fix, step, when, duration);
    }
}
