package org.campanile.ui.controllers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.controllers.ActionVerdict;
import org.campanile.core.controllers.GroupFate;
import org.campanile.core.controllers.NodeAction;
import org.campanile.core.controllers.PreCheckFinding;
import org.campanile.core.controllers.PreChecks;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.controllers.WhatIf;
import org.campanile.core.servicemanager.CommandResult;
import org.campanile.core.servicemanager.Node;
import org.campanile.ui.Ages;
import org.campanile.ui.Names;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.controllers.live.BoardSelection;
import org.campanile.ui.controllers.live.ControllerSystem;
import org.campanile.ui.controllers.live.SystemView;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/**
 * What if: for each node what would become of the groups if it failed, were swacted, locked or unlocked, or if the link were lost; and everything that
 * the rules say against it, with the server's own word beside it when it is asked. Changes nothing. UI thread only; all but the question to the
 * server is computed here from the data that the board shows.
 */
public final class WhatIfView extends FollowingView {

    /** Id of the view. */
    public static final String ID = "org.campanile.ui.controllers.whatIf";
    /** Name of the table of questions. */
    public static final String QUESTIONS = ID + ".questions";
    /** Name of the table of groups. */
    public static final String FATES = ID + ".fates";
    /** Name of the table of findings. */
    public static final String FINDINGS = ID + ".findings";
    /** Name of the button that asks the server. */
    public static final String ASK = ID + ".ask";

    /** A question with its answer; {@code verdict} is {@code null} for what is no action. */
    private record Question(String key, WhatIf what, ActionVerdict verdict) {

        String verdictWords() {
            if (verdict == null) {
                return "";
            }
            int n = verdict.findings().size();
            return verdict.hindrance().orElse(n == 0 ? Messages.nothingAgainst : n == 1 ? Messages.oneFinding : NLS.bind(Messages.findings, n));
        }

        State state() {
            if (!what.of(GroupFate.Kind.STOPS).isEmpty()) {
                return State.FAILED;
            }
            if (verdict != null && verdict.hindrance().isPresent()) {
                return State.OFF;
            }
            boolean doubt = !what.of(GroupFate.Kind.DOUBTFUL).isEmpty() || !what.of(GroupFate.Kind.ALONE).isEmpty() || verdict != null && !verdict.findings().isEmpty();
            return what.fates().isEmpty() ? State.UNKNOWN : doubt ? State.ATTENTION : State.GOOD;
        }
    }

    private TableKit<Question> questions;
    private TableKit<GroupFate> fates;
    private TableKit<PreCheckFinding> findings;
    private SashForm answers;
    private Label summary;
    private Label server;
    private Button ask;
    private Question current;
    private ActionVerdict asked;

    @Override
    List<String> emptyWords() {
        return List.of("circle-help", Messages.nothingChosen, Messages.chooseForWhatIf);
    }

    @Override
    void create(Composite parent) {
        SashForm sash = new SashForm(parent, SWT.HORIZONTAL);
        sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        questions = new TableKit<>(sash, QUESTIONS, Question::key, false, List.of(
                TableColumnSpec.<Question>text("what", Messages.whatIf, 27, q -> q.what().title()).image(q -> services().icons().state(q.state())),
                TableColumnSpec.<Question>text("groups", Messages.groups, 15, q -> q.what().counts()).tooltip(q -> q.what().summary()),
                TableColumnSpec.<Question>text("rules", Messages.rulesHere, 13, Question::verdictWords).tooltip(Question::verdictWords)));
        questions.onSelect(rows -> rows.stream().findFirst().ifPresent(this::open));
        Composite right = new Composite(sash, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginHeight = 0;
        right.setLayout(layout);
        summary = wrapped(right, ID + ".summary", 2);
        server = wrapped(right, ID + ".server", 1);
        ask = Names.name(new Button(right, SWT.PUSH), ASK);
        ask.setText(Messages.askServer);
        ask.setToolTipText(Messages.askServerTooltip);
        ask.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
        ask.addListener(SWT.Selection, e -> askServer());
        answers = new SashForm(right, SWT.HORIZONTAL);
        answers.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
        fates = new TableKit<>(answers, FATES, GroupFate::group, false, List.of(
                TableColumnSpec.<GroupFate>text("group", Messages.serviceGroup, 18, GroupFate::group).image(f -> services().icons().state(state(f))),
                TableColumnSpec.<GroupFate>text("fate", Messages.fate, 32, GroupFate::words),
                TableColumnSpec.<GroupFate>text("why", Messages.why, 21, GroupFate::why).tooltip(GroupFate::why),
                TableColumnSpec.<GroupFate>text("services", Messages.servicesLost, 15, f -> String.join(", ", f.services()))
                        .tooltip(f -> String.join(", ", f.services()))));
        findings = new TableKit<>(answers, FINDINGS, f -> f.text() + f.node(), false, List.of(
                TableColumnSpec.<PreCheckFinding>text("text", Messages.finding, 60, PreCheckFinding::text).tooltip(PreCheckFinding::text)
                        .image(f -> services().icons().state(f.certain() ? State.FAILED : State.ATTENTION)),
                TableColumnSpec.<PreCheckFinding>text("cause", Messages.cause, 36, WhatIfView::cause).tooltip(WhatIfView::cause),
                TableColumnSpec.<PreCheckFinding>text("next", Messages.whatToDo, 36, PreCheckFinding::next).tooltip(PreCheckFinding::next)));
        fates.plain();
        findings.plain();
        answers.setWeights(2, 3);
        sash.setSashWidth(SASH);
        answers.setSashWidth(SASH);
        sash.setWeights(2, 3);
    }

    private static Label wrapped(Composite parent, String id, int columns) {
        Label label = Names.name(new Label(parent, SWT.WRAP), id);
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false, columns, 1);
        wide.widthHint = 240;
        label.setLayoutData(wide);
        return label;
    }

    private static String cause(PreCheckFinding finding) {
        return finding.certain() ? finding.cause() : NLS.bind(Messages.restsOnDataNotGiven, finding.cause());
    }

    private static State state(GroupFate fate) {
        return switch (fate.kind()) {
            case STOPS -> State.FAILED;
            case DOUBTFUL, ALONE -> State.ATTENTION;
            case MOVES -> State.CHANGING;
            case STAYS -> State.GOOD;
        };
    }

    @Override
    void turned() {
        current = null;
        asked = null;
    }

    @Override
    void recolor() {
        questions.repaint();
        fates.repaint();
        findings.repaint();
    }

    @Override
    void show(BoardSelection selection, SystemView view) {
        SystemSnapshot now = view.snapshot();
        List<Question> all = new ArrayList<>();
        for (Node node : now.nodes()) {
            all.add(new Question(fails(node.name()), WhatIf.nodeFails(node.name(), now), null));
            for (NodeAction action : NodeAction.values()) {
                ActionVerdict verdict = PreChecks.offline(action, node.name(), now);
                all.add(new Question(action.word() + " " + node.name(), verdict.impact(), verdict));
            }
        }
        if (now.nodes().size() > 1) {
            all.add(new Question("link", WhatIf.linkLost(now), null));
        }
        questions.show(all);
        String key = current != null ? current.key() : all.stream().map(Question::key).filter(k -> k.equals(fails(selection.node())))
                .findFirst().orElse(all.isEmpty() ? "" : all.getFirst().key());
        if (current == null && !key.isEmpty()) {
            questions.select(key);
        }
        all.stream().filter(q -> q.key().equals(key)).findFirst().ifPresent(this::open);
    }

    private static String fails(String node) {
        return "fails " + node;
    }

    private void open(Question question) {
        current = question;
        List<String> lines = new ArrayList<>(List.of(NLS.bind(Messages.whatIfAnswer, question.what().title(), question.what().summary())));
        lines.addAll(question.what().notes());
        if (question.verdict() != null) {
            lines.addAll(question.verdict().local().unknown());
        }
        text(summary, String.join(" ", lines));
        ActionVerdict told = asked != null && question.verdict() != null && asked.action() == question.verdict().action()
                && asked.host().equals(question.verdict().host()) ? asked : null;
        boolean askable = question.verdict() != null && question.verdict().action().checked() && question.verdict().snapshot().lookOnly().isEmpty();
        ask.setEnabled(askable);
        text(server, question.verdict() == null ? "" : told != null ? told(told) : askable ? Messages.serverNotAsked : Messages.serverGivesNoVerdict);
        fates.show(question.what().fates());
        List<PreCheckFinding> found = question.verdict() == null ? List.of() : question.verdict().findings();
        findings.show(found);
        // an empty table would only take the others' room
        Control alone = found.isEmpty() ? fates.control() : null;
        if (answers.getMaximizedControl() != alone) {
            answers.setMaximizedControl(alone);
        }
    }

    private static String told(ActionVerdict verdict) {
        String ago = Ages.ago(verdict.at(), Instant.now());
        String said = switch (verdict.server()) {
            case null -> Messages.serverGivesNoVerdict;
            case CommandResult.Accepted yes -> NLS.bind(Messages.serverAllows, ago);
            case CommandResult.Refused no -> no.impact().isEmpty() ? NLS.bind(Messages.serverRefuses, ago, no.reason())
                    : NLS.bind(Messages.serverRefusesFor, new Object[] {ago, no.reason(), String.join(", ", no.impact())});
            case CommandResult.Uncertain unsure -> NLS.bind(Messages.serverUncertain, ago, unsure.why());
            case CommandResult.Failed failed -> NLS.bind(Messages.serverGaveNoVerdict, ago, failed.failure().meaning());
        };
        return verdict.disagreement().map(why -> said + " " + why).orElse(said);
    }

    private static void text(Label label, String text) {
        String safe = text.replace("&", "&&");
        if (!safe.equals(label.getText())) {
            label.setText(safe);
            label.requestLayout();
        }
    }

    private void askServer() {
        if (current == null || current.verdict() == null || chosen().isEmpty() || !chosen().get().system().owner().keep()) {
            return;
        }
        ControllerSystem system = chosen().get().system();
        NodeAction action = current.verdict().action();
        String host = current.verdict().host();
        ask.setEnabled(false);
        services().jobs().job(NLS.bind(Messages.preCheckOf, action.on(host)), task -> new PreChecks(system.manager()).fresh(action, host, task)).done(verdict -> {
            // Of no widget: the connections are given back even when the view was closed meanwhile.
            if (ask.isDisposed()) {
                return;
            }
            asked = verdict;
            chosen().filter(c -> c.system() == system).ifPresent(c -> show(c, system.view()));
        }).failed(f -> {
            if (!server.isDisposed()) {
                text(server, f.headline());
            }
        }).finished(system.owner()::release).start();
    }
}
