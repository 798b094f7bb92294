package org.campanile.ui.setup.wizard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.recipe.Answers;
import org.campanile.core.recipe.RecipeParameter;
import org.campanile.core.recipe.RecipePart;
import org.campanile.core.recipe.RecipePlanner;
import org.campanile.core.recipe.SecretValue;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.secret.ChainSecrets;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.setup.RecipeRequest;
import org.campanile.core.setup.RecipeSetup;
import org.campanile.core.setup.SetupRecord;
import org.campanile.core.step.PlanReport;
import org.campanile.ui.Services;

/** What the pages of one wizard share: the draft, the connections, the plan and how the run went. UI thread only, but for what it hands out. */
final class SetupContext {

    /** A password as two fields have it. */
    record Typed(Secret password, Secret again) {
        static final Typed NONE = new Typed(Secret.of(""), Secret.of(""));
    }

    private final Services services;
    private final Lab lab;
    private final LabSession session;
    private final SetupStart start;
    private final Map<String, Typed> passwords = new HashMap<>();
    private SetupDraft draft;
    private RecipeRequest resumed;
    private RecipePlanner.Steps steps;
    private PlanReport plan;
    private SetupRecord record;
    private RunSnapshot last;

    SetupContext(Services services, Lab lab, SetupStart start) {
        this.services = services;
        this.lab = lab;
        this.start = start;
        this.session = services.session(lab);
        this.draft = start.draft();
    }

    Services services() {
        return services;
    }

    Lab lab() {
        return lab;
    }

    SetupStart start() {
        return start;
    }

    SetupDraft draft() {
        return draft;
    }

    void draft(SetupDraft value) {
        draft = value;
    }

    Answers answers() {
        return draft.answersFor(lab);
    }

    /** Goes on with a run that was interrupted, with what it was asked for then. */
    void resume(RecipeRequest request) {
        resumed = request;
    }

    boolean resumes() {
        return resumed != null;
    }

    RecipeRequest request() {
        return resumed != null ? resumed : draft.request();
    }

    Typed password(String parameter) {
        return passwords.getOrDefault(parameter, Typed.NONE);
    }

    void password(String parameter, Typed value) {
        passwords.put(parameter, value);
    }

    /** Whether something is asked for on the pages: active, and no password that the lab has anyway. */
    boolean asked(RecipeParameter parameter) {
        return answers().active().contains(parameter) && !(parameter.type() == ValueType.SECRET && !parameter.fallback().isEmpty());
    }

    /** Parts that are wanted and belong to the set-up. */
    List<RecipePart> parts() {
        Answers answers = answers();
        return answers.parts().stream().filter(p -> draft.wants(p.id())).toList();
    }

    /** The passwords that were typed, by where they are kept. */
    private MemorySecrets typed() {
        MemorySecrets typed = new MemorySecrets();
        Answers answers = request().answersFor(lab);
        passwords.forEach((parameter, value) -> answers.secret(parameter).filter(s -> !value.password().reveal().isEmpty())
                .ifPresent(s -> typed.store(s.key(), value.password())));
        return typed;
    }

    /** A set-up of what is asked for now; its methods are for worker threads. */
    RecipeSetup setup() {
        return new RecipeSetup(session, request(), new ChainSecrets(List.of(typed(), session.secrets())), start.books(), new GuardCheck(services.questions()));
    }

    /** What was typed, to be kept once the run has taken it: where, and what. */
    Map<SecretValue, Secret> toKeep() {
        Map<SecretValue, Secret> keep = new HashMap<>();
        Answers answers = request().answersFor(lab);
        passwords.forEach((parameter, value) -> answers.secret(parameter).filter(s -> !value.password().reveal().isEmpty())
                .ifPresent(s -> keep.put(s, value.password())));
        return keep;
    }

    PlanReport plan() {
        return plan;
    }

    RecipePlanner.Steps steps() {
        return steps;
    }

    void plan(RecipePlanner.Steps made, PlanReport looked) {
        steps = made;
        plan = looked;
    }

    /** Title of the part of a step. */
    String partOf(String step) {
        return steps == null ? "" : request().recipe().part(steps.partOf(step)).map(RecipePart::title).orElse("");
    }

    /** Title of a step of the plan. */
    String titleOf(String step) {
        return plan.rows().stream().filter(r -> r.step().equals(step)).map(PlanReport.Row::title).findFirst().orElse(step);
    }

    /** What came of the run. */
    Optional<SetupRecord> record() {
        return Optional.ofNullable(record);
    }

    RunSnapshot last() {
        return last;
    }

    void ended(SetupRecord how, RunSnapshot at) {
        record = how;
        last = at;
    }

    /** Ends the connections, away from the UI thread since sockets may be slow to close. */
    void close() {
        Thread.ofVirtual().name("end-of-set-up").start(session::close);
    }
}
