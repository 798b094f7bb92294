package org.campanile.ui.controllers.board;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.task.Failure;
import org.campanile.ui.Ages;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.Subscription;
import org.campanile.ui.Theme;
import org.campanile.ui.Theme.Tone;
import org.campanile.ui.UiSubscription;
import org.campanile.ui.controllers.live.ControllerSystem;
import org.campanile.ui.controllers.live.SystemView;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/**
 * One system on the board: a sentence on how it is, its age, what goes wrong in place, its swact, and the matrix of service groups and nodes. Reads
 * the system only while {@link #watch} says so. UI thread only.
 */
public final class SystemCard extends Composite {

    /** What the user asks of a card. */
    public interface Listener extends MatrixCanvas.Listener {
        /** The card shows something new; {@code resized} when it may need another height for it. */
        void changed(SystemCard card, boolean resized);

        /** The focus came to this card. */
        void entered(SystemCard card);

        /** The button "Swact …". */
        void swact(SystemCard card);

        /** The button "Pre-check". */
        void preCheck(SystemCard card);
    }

    /** Name of the sentence's label. */
    public static final String SENTENCE = "org.campanile.ui.controllers.sentence";
    /** Name of the age's label. */
    public static final String AGE = "org.campanile.ui.controllers.age";
    /** Name of the matrix. */
    public static final String MATRIX = "org.campanile.ui.controllers.matrix";
    /** Name of the button that swacts. */
    public static final String SWACT = "org.campanile.ui.controllers.swactButton";
    /** Name of the button that pre-checks. */
    public static final String PRE_CHECK = "org.campanile.ui.controllers.preCheckButton";
    /** Name of the swact's banner. */
    public static final String SWACT_BANNER = "org.campanile.ui.controllers.swactBanner";
    /** Name of the swact's text. */
    public static final String SWACT_TEXT = "org.campanile.ui.controllers.swactText";
    /** Name of the link that takes the swact's end away. */
    public static final String SWACT_DISMISS = "org.campanile.ui.controllers.swactDismiss";
    /** Name of what does not fit together. */
    public static final String PROBLEMS = "org.campanile.ui.controllers.problems";

    private static final int MARGIN = 12;

    private final Services services;
    private final ControllerSystem system;
    private final Listener listener;
    private final UiSubscription<SystemView> updates;
    private final Composite head;
    private final Composite line;
    private final Label icon;
    private final Label name;
    private final Label sentence;
    private final Label age;
    private final Button preCheck;
    private final Button swact;
    private final SwactBanner swactBanner;
    private final FailureBanner failure;
    private final Label problems;
    private final MatrixCanvas matrix;
    private Subscription watching = () -> {
    };
    private SystemView view;
    /** What decides the height; when it stays, nothing has to be laid out again. */
    private List<Object> tall = List.of();
    private Failure told;
    private Failure ofAction;
    private String filter = "";
    private State state = State.UNKNOWN;

    /** A card that does not read yet. */
    public SystemCard(Composite parent, Services services, ControllerSystem system, Listener listener) {
        super(parent, SWT.NONE);
        this.services = services;
        this.system = system;
        this.listener = listener;
        this.view = system.view();
        Names.name(this, "org.campanile.ui.controllers.card." + system.name());
        setLayout(Plain.grid(1, MARGIN, 8));
        addListener(SWT.Paint, e -> {
            Point size = getSize();
            e.gc.setForeground(services.theme().color(Tone.LINE));
            e.gc.drawRoundRectangle(0, 0, size.x - 1, size.y - 1, 6, 6);
        });
        head = new Composite(this, SWT.NONE);
        head.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        head.setLayout(Plain.grid(4, 0, 8));
        icon = new Label(head, SWT.NONE);
        name = new Label(head, SWT.NONE);
        name.setText(system.name().replace("&", "&&"));
        name.setFont(Fonts.bold(name));
        name.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        preCheck = Names.name(new Button(head, SWT.PUSH), PRE_CHECK);
        preCheck.setText(Messages.preCheck);
        preCheck.setToolTipText(Messages.preCheckTooltip);
        preCheck.addListener(SWT.Selection, e -> listener.preCheck(this));
        swact = Names.name(new Button(head, SWT.PUSH), SWACT);
        swact.addListener(SWT.Selection, e -> listener.swact(this));
        line = new Composite(this, SWT.NONE);
        line.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        line.setLayout(Plain.grid(2, 0, 8));
        sentence = Names.name(new Label(line, SWT.WRAP), SENTENCE);
        GridData wide = new GridData(SWT.FILL, SWT.TOP, true, false);
        wide.widthHint = 160;
        sentence.setLayoutData(wide);
        age = Names.name(new Label(line, SWT.NONE), AGE);
        age.setLayoutData(new GridData(SWT.END, SWT.TOP, false, false));
        swactBanner = new SwactBanner(this, services, system::dismiss);
        failure = new FailureBanner(this, services);
        problems = Names.name(new Label(this, SWT.WRAP), PROBLEMS);
        GridData below = new GridData(SWT.FILL, SWT.CENTER, true, false);
        below.widthHint = 240;
        problems.setLayoutData(below);
        matrix = Names.name(new MatrixCanvas(this, services, listener), MATRIX);
        matrix.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, false));
        matrix.addListener(SWT.FocusIn, e -> listener.entered(this));
        updates = new UiSubscription<>(this, this::show);
        addListener(SWT.Dispose, e -> watching.close());
        recolor();
        show(view);
    }

    /** Reads the system from now on, or no longer. */
    public void watch(boolean on) {
        watching.close();
        watching = () -> {
        };
        if (on) {
            watching = system.watch(updates);
            show(system.view());
        }
    }

    /** The system. */
    public ControllerSystem system() {
        return system;
    }

    /** The matrix, for the focus and its menu. */
    public MatrixCanvas matrix() {
        return matrix;
    }

    /** Whether its swact is under way. */
    public boolean swacting() {
        return view.swact().map(s -> s.going()).orElse(false);
    }

    /** Tells a failure of something the user did on this card, {@code null} to take it away. */
    public void failed(Failure what) {
        ofAction = what;
        show(view);
    }

    private void show(SystemView next) {
        view = next;
        SystemSnapshot s = next.snapshot();
        swact.setText(s.active().map(a -> NLS.bind(Messages.swact, a)).orElse(Messages.swactNoNode));
        swact.setToolTipText(s.active().map(a -> NLS.bind(Messages.swactTooltip, a)).orElse(Messages.noSoleActive));
        boolean can = s.active().isPresent() && s.failure() == null && !swacting();
        swact.setEnabled(can && s.lookOnly().isEmpty());
        // a captured system can be asked by the rules alone
        preCheck.setEnabled(can && (s.lookOnly().isEmpty() || s.tables() != null));
        head.layout(new org.eclipse.swt.widgets.Control[] {swact});
        // While a swact moves the address, no answer is what its banner already says to expect.
        Failure trouble = ofAction != null ? ofAction : swacting() ? null : s.failure();
        if (trouble == null) {
            if (told != null) {
                failure.clear();
            }
        } else if (!trouble.equals(told)) {
            failure.show(trouble, this::again);
        }
        told = trouble;
        String said = s.isKnown() && !swacting() ? Stream.concat(Stream.of(s.lookOnly()), s.problems().stream()).filter(t -> !t.isEmpty())
                .collect(Collectors.joining("\n")) : "";
        problems.setText(said.replace("&", "&&"));
        ((GridData) problems.getLayoutData()).exclude = said.isEmpty();
        problems.setVisible(!said.isEmpty());
        tick();
        List<Object> now = List.of(matrix.places().size().y, trouble == null ? "" : trouble, said,
                sentence.getText(), swactBanner.text());
        boolean resized = !now.equals(tall);
        tall = now;
        listener.changed(this, resized);
    }

    private void again() {
        ofAction = null;
        show(view);
        system.refresh();
    }

    /** Renews what depends on the time alone. */
    public void tick() {
        Instant now = Instant.now();
        SystemSnapshot s = view.snapshot();
        boolean stale = Sentences.stale(s, now);
        Matrix all = Matrix.of(s);
        matrix.show(all.filtered(filter), stale);
        text(sentence, Sentences.state(s));
        text(age, Sentences.age(s, now));
        age.setToolTipText(s.isKnown() ? NLS.bind(Messages.readFrom, Ages.exact(s.takenAt()), s.source()) : null);
        state = state(s, all.worst());
        icon.setImage(services.icons().state(state, stale && s.failure() == null, 16));
        swactBanner.show(view.swact(), now);
    }

    private State state(SystemSnapshot s, Mark worst) {
        if (s.failure() != null && !swacting()) {
            return State.FAILED;
        }
        return !s.isKnown() ? State.UNKNOWN : worst == Mark.OFF || worst == Mark.STANDBY ? State.GOOD : worst.state();
    }

    /** Whether somebody should look at it. */
    public boolean wantsLookingAt() {
        return state == State.FAILED || state == State.ATTENTION;
    }

    /** The least width at which nothing is lost. */
    public int leastWidth() {
        return matrix.leastWidth() + 2 * MARGIN;
    }

    private void text(Label label, String text) {
        String safe = text.replace("&", "&&");
        if (!safe.equals(label.getText())) {
            label.setText(safe);
            label.requestLayout();
        }
    }

    /** Shows only rows with {@code text}; answers whether the card has anything to do with it. */
    public boolean filter(String text) {
        filter = text;
        Matrix all = Matrix.of(view.snapshot());
        boolean named = system.name().toLowerCase(java.util.Locale.ROOT).contains(text.strip().toLowerCase(java.util.Locale.ROOT));
        boolean some = named || !all.filtered(text).rows().isEmpty();
        filter = named ? "" : text;
        tick();
        return some;
    }

    /** Takes the colours of the theme again. */
    public void recolor() {
        Theme theme = services.theme();
        Plain.paint(this, theme, Tone.CARD, Tone.TEXT);
        Plain.paint(head, theme, Tone.CARD, Tone.TEXT);
        Plain.paint(line, theme, Tone.CARD, Tone.TEXT);
        Plain.paint(icon, theme, Tone.CARD, Tone.TEXT);
        Plain.paint(name, theme, Tone.CARD, Tone.TEXT);
        Plain.paint(sentence, theme, Tone.CARD, Tone.TEXT);
        Plain.paint(age, theme, Tone.CARD, Tone.MUTED);
        Plain.paint(problems, theme, Tone.CARD, Tone.ATTENTION);
        swactBanner.recolor();
        matrix.recolor();
        redraw();
    }
}
