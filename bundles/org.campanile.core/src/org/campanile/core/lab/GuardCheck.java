package org.campanile.core.lab;

import org.campanile.core.ask.Questions;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** Stands before every change to a lab. Thread-safe as far as its questions are; blocks while the user is asked. */
public final class GuardCheck {

    private final Questions questions;

    /** A guard that asks through {@code questions}. */
    public GuardCheck(Questions questions) {
        this.questions = questions;
    }

    /**
     * Lets a change pass or refuses it: a read-only lab refuses, a critical one asks for its name, a normal one allows.
     *
     * @param change what will happen, a whole sentence: {@code "Creates virtual host murano and its user."}
     * @throws FailureException of kind GUARDED
     */
    public void allow(Lab lab, String change) throws FailureException {
        switch (lab.guard()) {
            case NORMAL -> {
            }
            case READ_ONLY -> throw refused(lab, change, "The lab is read-only; every change to it is refused.",
                    "Set the lab's guard to normal if it may be changed.");
            case CRITICAL -> {
                if (!questions.confirm(change, lab.name())) {
                    throw refused(lab, change, "The lab is critical and its name was not typed.", "Start again and type the lab's name to agree.");
                }
            }
        }
    }

    private static FailureException refused(Lab lab, String change, String meaning, String next) {
        return new FailureException(new Failure(Failure.Kind.GUARDED, "changing lab " + lab.name(), change, "", meaning, next));
    }
}
