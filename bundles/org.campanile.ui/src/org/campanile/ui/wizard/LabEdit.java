package org.campanile.ui.wizard;

import java.util.List;
import java.util.Set;

import org.campanile.core.lab.LabDraft;
import org.campanile.core.lab.LabProblem;

/** What the pages of one wizard share: the draft as it is now, and the typed passwords. UI thread only, but for the secrets. */
final class LabEdit {

    private final Set<String> taken;
    private final String oldName;
    private final DraftSecrets secrets;
    private LabDraft draft;

    /**
     * @param oldName name of the lab that is edited, {@code null} for a new one
     * @param taken names of the other labs
     */
    LabEdit(LabDraft draft, String oldName, Set<String> taken, DraftSecrets secrets) {
        this.secrets = secrets;
        this.draft = draft;
        this.oldName = oldName;
        this.taken = Set.copyOf(taken);
    }

    LabDraft draft() {
        return draft;
    }

    void draft(LabDraft next) {
        draft = next;
    }

    String oldName() {
        return oldName;
    }

    DraftSecrets secrets() {
        return secrets;
    }

    /** Problems of fields whose id begins with one of {@code prefixes}, errors first. */
    List<LabProblem> problems(List<String> prefixes) {
        return draft.validate(taken).stream().filter(p -> prefixes.stream().anyMatch(p.field()::startsWith))
                .sorted((a, b) -> Boolean.compare(b.error(), a.error())).toList();
    }

    /** Whether the lab has a cloud, a broker, controllers or hosts; which of them is its own affair. */
    boolean somethingInIt() {
        return draft.cloud().isPresent() || draft.broker().isPresent() || !draft.systems().isEmpty() || !draft.hosts().isEmpty();
    }

    /** Whether the draft as a whole can be saved. */
    boolean complete() {
        return somethingInIt() && draft.validate(taken).stream().noneMatch(LabProblem::error);
    }
}
