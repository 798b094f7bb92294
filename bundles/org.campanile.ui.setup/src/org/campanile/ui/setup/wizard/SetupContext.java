package org.campanile.ui.setup.wizard;

import java.time.Clock;
import java.util.Optional;

import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.setup.LabSetup;
import org.campanile.core.setup.SetupRequest;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.Runs;
import org.campanile.ui.Services;
import org.campanile.ui.setup.Remembered;

/** What the pages of one wizard share: the draft, the connections, the plan and how the run went. UI thread only, but for what it hands out. */
final class SetupContext {

    private final Services services;
    private final Lab lab;
    private final LabSession session;
    private SetupDraft draft;
    private PlanReport plan;
    private RunResult result;
    private RunSnapshot last;

    SetupContext(Services services, Lab lab) {
        this.services = services;
        this.lab = lab;
        this.session = services.session(lab);
        this.draft = remembered(lab);
    }

    private static SetupDraft remembered(Lab lab) {
        SetupDraft d = SetupDraft.of(lab);
        Remembered r = Remembered.of(lab.name());
        return d.withParts(d.rabbit() && on(r, "part.rabbit"), d.murano() && on(r, "part.murano"), d.image() && on(r, "part.image"))
                .withAccount(new SetupDraft.Account(r.vhost(), r.user(), d.account().password(), d.account().again(), r.get("rabbit.tags", d.account().tags())))
                .withService(new SetupDraft.Service(r.get("murano.type", d.service().type()), r.get("murano.name", d.service().name()),
                        r.get("murano.region", d.service().region()), r.get("murano.url", d.service().url())))
                .withFile(new SetupDraft.File(r.get("image.file", ""), r.get("image.name", ""), r.get("image.diskFormat", d.file().diskFormat()),
                        r.get("image.visibility", d.file().visibility()), r.get("image.type", d.file().type()), r.get("image.title", d.file().title())));
    }

    private static boolean on(Remembered r, String part) {
        return Boolean.parseBoolean(r.get(part, "true"));
    }

    /** Keeps what was typed for the next time, without passwords. */
    void remember() {
        Remembered r = Remembered.of(lab.name());
        r.put("part.rabbit", Boolean.toString(draft.rabbit()));
        r.put("part.murano", Boolean.toString(draft.murano()));
        r.put("part.image", Boolean.toString(draft.image()));
        r.put("rabbit.vhost", draft.account().vhost().strip());
        r.put("rabbit.user", draft.account().user().strip());
        r.put("rabbit.tags", draft.account().tags());
        r.put("murano.type", draft.service().type());
        r.put("murano.name", draft.service().name());
        r.put("murano.region", draft.service().region());
        // The demo lab is at another address after each start; what the profile says is better than what was typed once.
        r.put("murano.url", draft.service().url().equals(SetupDraft.of(lab).service().url()) ? "" : draft.service().url());
        r.put("image.file", draft.file().path());
        r.put("image.name", draft.file().name());
        r.put("image.diskFormat", draft.file().diskFormat());
        r.put("image.visibility", draft.file().visibility());
        r.put("image.type", draft.file().type());
        r.put("image.title", draft.file().title());
    }

    Services services() {
        return services;
    }

    Lab lab() {
        return lab;
    }

    SetupDraft draft() {
        return draft;
    }

    void draft(SetupDraft value) {
        draft = value;
    }

    /** A set-up of what is asked for now; its methods are for worker threads. */
    LabSetup setup() {
        SetupRequest request = draft.request();
        return new LabSetup(session, request, new Runs(services.home().runs(), Clock.systemUTC()), new GuardCheck(services.questions()));
    }

    /** Names the password of Murano's user of RabbitMQ. */
    SecretKey key() {
        String user = draft.account().user().strip();
        return new SecretKey(lab.name(), "broker/" + user, user);
    }

    /** The password that was typed, if the part is wanted. */
    Optional<Secret> password() {
        return draft.rabbit() ? Optional.of(draft.account().password()) : Optional.empty();
    }

    PlanReport plan() {
        return plan;
    }

    void plan(PlanReport value) {
        plan = value;
    }

    Optional<RunResult> result() {
        return Optional.ofNullable(result);
    }

    RunSnapshot last() {
        return last;
    }

    void ended(RunResult how, RunSnapshot at) {
        result = how;
        last = at;
    }

    /** Ends the connections, away from the UI thread since sockets may be slow to close. */
    void close() {
        Thread.ofVirtual().name("end the set-up's connections").start(session::close);
    }
}
