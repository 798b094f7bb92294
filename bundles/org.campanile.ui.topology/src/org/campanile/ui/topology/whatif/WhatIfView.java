package org.campanile.ui.topology.whatif;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.campanile.ui.Commands;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.ViewFrame;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.campanile.ui.topology.document.Latest;
import org.campanile.ui.topology.editor.EnvironmentEditor;
import org.campanile.ui.topology.frame.ActiveEditor;
import org.campanile.ui.topology.scene.HostGroups;
import org.campanile.ui.topology.scene.Marks;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.part.ViewPart;

/**
 * What is left of the environment of the active editor when a zone, a host, a service or units are lost: services, quorum, domain controllers and
 * listener, advice how to place units so that less is lost, and the same as marks on the canvas until the question is ended. Changes nothing. UI thread
 * only; the answer is worked out away from it.
 */
public final class WhatIfView extends ViewPart {

    /** Id of the view. */
    public static final String ID = Topology.WHAT_IF;
    /** Name of the table of what may be lost. */
    public static final String LOSSES = ID + ".losses";
    /** Name of the table of services. */
    public static final String OUTCOMES = ID + ".outcomes";
    /** Name of the table of advice. */
    public static final String ADVICE = ID + ".advice";
    /** Name of the sentence above the tables. */
    public static final String HEADLINE = ID + ".headline";
    /** Name of the button that ends the question. */
    public static final String CLEAR = ID + ".clear";

    private Services services;
    private ViewFrame frame;
    private TableKit<Loss> losses;
    private TableKit<Question.Row> outcomes;
    private TableKit<String> advice;
    private SashForm answers;
    private Label headline;
    private Button clear;
    private Latest<Question, Question.Answer> asking;
    private EnvironmentEditor editor;
    private EnvironmentDocument document;
    private Map<String, String> hosts = Map.of();
    private Set<String> chosen = Set.of();
    private Set<String> wanted = Set.of();
    private Loss.Kind wantedKind = Loss.Kind.SERVICE;
    private Marks mine = Marks.NONE;
    private boolean showing;
    private final List<Subscription> following = new ArrayList<>();
    private final List<Subscription> closing = new ArrayList<>();

    @Override
    public void createPartControl(Composite parent) {
        services = Services.of(getSite());
        frame = new ViewFrame(parent, services, 2, "unplug", Messages.noEnvironmentOpen,
                Messages.whatTheViewShows);
        frame.empty().action(ID + ".new", Messages.newEnvironment, () -> Commands.run(getSite(), Topology.NEW));
        fill(frame.page());
        asking = new Latest<>(services.jobs(), Messages.workOut, frame.control(), (question, task) -> question.answer(), this::show);
        closing.add(services.theme().onChange(() -> {
            losses.repaint();
            outcomes.repaint();
            advice.repaint();
        }));
        closing.add(ActiveEditor.follow(getSite().getPage(), this::follow));
    }

    private void fill(Composite page) {
        headline = Names.name(new Label(page, SWT.WRAP), HEADLINE);
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = 240;
        wide.horizontalIndent = 4;
        headline.setLayoutData(wide);
        clear = Names.name(new Button(page, SWT.PUSH), CLEAR);
        clear.setText(Messages.clear);
        clear.setToolTipText(Messages.clearTip);
        clear.addListener(SWT.Selection, e -> end());
        SashForm sash = new SashForm(page, SWT.HORIZONTAL);
        sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
        losses = new TableKit<>(sash, LOSSES, Loss::key, true, List.of(
                TableColumnSpec.<Loss>text("loss", Messages.whatIsLost, 20, Loss::name).image(l -> services.icons().image(l.kind().icon())),
                TableColumnSpec.<Loss>text("kind", Messages.kind, 8, l -> l.kind().label()).order((a, b) -> a.kind().compareTo(b.kind())),
                TableColumnSpec.<Loss>text("units", Messages.units, 6, l -> String.valueOf(l.units().size())).right()));
        losses.onSelect(rows -> choose(rows.stream().map(Loss::key).collect(Collectors.toSet())));
        answers = new SashForm(sash, SWT.HORIZONTAL);
        outcomes = new TableKit<>(answers, OUTCOMES, r -> r.outcome().serviceId(), true, List.of(
                TableColumnSpec.<Question.Row>text("service", Messages.service, 14, Question.Row::name).image(r -> services.icons().state(r.state())),
                TableColumnSpec.<Question.Row>text("fate", Messages.fate, 10, r -> r.outcome().fate().label())
                        .order((a, b) -> a.outcome().fate().compareTo(b.outcome().fate())),
                TableColumnSpec.<Question.Row>text("left", Messages.unitsLeft, 10, r -> NLS.bind(Messages.leftOf, r.outcome().left(), r.outcome().of())).right(),
                TableColumnSpec.<Question.Row>text("why", Messages.why, 60, Question.Row::why).tooltip(Question.Row::why),
                TableColumnSpec.<Question.Row>text("type", Messages.type, 11, Question.Row::type)));
        outcomes.onOpen(row -> document.select(Set.of(row.outcome().serviceId())));
        advice = new TableKit<>(answers, ADVICE, a -> a, true, List.of(
                TableColumnSpec.<String>text("advice", Messages.advice, 60, a -> a).tooltip(a -> a).image(a -> services.icons().image("lightbulb"))));
        answers.setWeights(5, 2);
        sash.setWeights(2, 5);
        for (Control table : new Control[] {losses.table(), outcomes.table(), advice.table()}) {
            table.addListener(SWT.KeyDown, e -> {
                if (e.keyCode == SWT.ESC) {
                    end();
                }
            });
        }
    }

    private void follow(IEditorPart active) {
        if (frame.control().isDisposed()) {
            return;
        }
        EnvironmentEditor now = active instanceof EnvironmentEditor open ? open : null;
        if (now != editor) {
            leave();
            editor = now;
        }
        take();
    }

    private void take() {
        EnvironmentDocument now = editor == null ? null : editor.document();
        if (now != null && now != document) {
            document = now;
            following.add(now.subscribe(this::changed));
            following.add(editor.deployment().subscribe(state -> {
                if (!HostGroups.hosts(state.snapshot()).equals(hosts)) {
                    ask();
                }
            }));
            ask();
        }
        frame.filled(document != null);
    }

    private void leave() {
        end();
        following.reversed().forEach(Subscription::close);
        following.clear();
        document = null;
        editor = null;
    }

    private void changed(EnvironmentDocument.Change change) {
        if (change == EnvironmentDocument.Change.DRAFT) {
            ask();
        } else if (change == EnvironmentDocument.Change.MARKS && !mine.isEmpty() && !document.marks().equals(mine)) {
            // Escape on the canvas, or another question has the drawing now.
            mine = Marks.NONE;
            losses.table().deselectAll();
            choose(Set.of());
        }
    }

    private void choose(Set<String> keys) {
        if (!showing && !keys.equals(chosen)) {
            chosen = keys;
            ask();
        }
    }

    private void ask() {
        if (document != null) {
            hosts = HostGroups.hosts(editor.deployment().state().snapshot());
            asking.ask(new Question(document.environment(), document.types(), hosts, chosen));
        }
    }

    /** Asks what is left without these, as if they had been selected; keys of what is not there are passed over. */
    void ask(Loss.Kind kind, Set<String> keys) {
        wanted = keys;
        wantedKind = kind;
        ask();
    }

    private void show(Question.Answer answer) {
        if (document == null || answer.to().environment() != document.environment()) {
            return;
        }
        showing = true;
        losses.show(answer.losses());
        showing = false;
        Set<String> there = answer.losses().stream().map(Loss::key).collect(Collectors.toCollection(HashSet::new));
        there.retainAll(wanted.isEmpty() ? chosen : wanted);
        String text = answer.headline();
        if (!wanted.isEmpty() || !there.equals(chosen)) {
            text = wanted.isEmpty() || !there.isEmpty() ? text : wantedKind == Loss.Kind.HOST ? Messages.hostsNotKnown : Messages.noZoneNamed;
            wanted = Set.of();
            select(there);
        }
        if (!answer.to().chosen().equals(chosen)) {
            ask();
            return;
        }
        text = text.replace("&", "&&");
        if (!text.equals(headline.getText())) {
            headline.setText(text);
            headline.requestLayout();
        }
        clear.setEnabled(!chosen.isEmpty());
        outcomes.show(answer.rows());
        advice.show(answer.advice());
        // An empty table would only take the other's room.
        Control alone = answer.rows().isEmpty() ? advice.control() : answer.advice().isEmpty() ? outcomes.control() : null;
        if (answers.getMaximizedControl() != alone) {
            answers.setMaximizedControl(alone);
        }
        Marks before = mine;
        mine = answer.marks();
        if (!mine.isEmpty() || document.marks().equals(before)) {
            document.marks(mine);
        }
    }

    private void select(Set<String> keys) {
        chosen = keys;
        List<Loss> shown = losses.shown();
        int[] rows = java.util.stream.IntStream.range(0, shown.size()).filter(i -> keys.contains(shown.get(i).key())).toArray();
        losses.table().setSelection(rows);
        if (rows.length > 0) {
            losses.table().showSelection();
        }
    }

    /** Ends the question and takes its marks off the canvas. */
    void end() {
        wanted = Set.of();
        Marks off = mine;
        mine = Marks.NONE;
        if (document != null && document.marks().equals(off)) {
            document.marks(Marks.NONE);
        }
        if (losses != null && !losses.table().isDisposed()) {
            losses.table().deselectAll();
            choose(Set.of());
        }
    }

    @Override
    public void setFocus() {
        if (document == null) {
            frame.control().setFocus();
        } else {
            losses.table().setFocus();
        }
    }

    @Override
    public void dispose() {
        leave();
        closing.reversed().forEach(Subscription::close);
        super.dispose();
    }
}
