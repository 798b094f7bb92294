package org.campanile.ui.controllers.swact;

import java.util.List;
import java.util.function.BiConsumer;

import org.campanile.core.controllers.ActionGuard;
import org.campanile.core.controllers.ActionRoute;
import org.campanile.core.controllers.GroupFate;
import org.campanile.core.controllers.NodeAction;
import org.campanile.core.controllers.PreCheckFinding;
import org.campanile.core.controllers.WhatIf;
import org.campanile.core.lab.Guard;
import org.campanile.core.servicemanager.CommandResult;
import org.campanile.ui.Ages;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.Theme;
import org.campanile.ui.Theme.Tone;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/**
 * The one question before an action on a controller: what moves from where to where, the server's verdict beside ours, every finding with its fix, what is not known, and
 * on a critical lab its name to be typed. UI thread only.
 */
public final class SwactDialog extends Dialog {

    /** Name of the shell. */
    public static final String SHELL = "org.campanile.ui.controllers.swactDialog";
    /** Name of the button that swacts. */
    public static final String SWACT = SHELL + ".swact";
    /** Name of the button that checks again. */
    public static final String AGAIN = SHELL + ".again";
    /** Name of the choice of a way, followed by its number from 0. */
    public static final String WAY = SHELL + ".way.";
    /** Name of the field for the lab's name. */
    public static final String NAME = SHELL + ".name";
    /** Name of the server's verdict. */
    public static final String SERVER = SHELL + ".server";
    /** Name of the rules' verdict. */
    public static final String RULES = SHELL + ".rules";
    /** Name of the sentence that says why it cannot be done. */
    public static final String REASON = SHELL + ".reason";

    private static final int WIDTH = 560;
    private static final int HIGHEST = 640;
    /** What belongs to a choice begins where its text does. */
    private static final int INDENT = 20;

    private final Services services;
    private final BiConsumer<Asked, String> swact;
    private final Runnable again;
    private Asked asked;
    private Text typed;
    private String typedName;

    SwactDialog(Shell parent, Services services, Asked asked, BiConsumer<Asked, String> swact, Runnable again) {
        super(parent);
        this.services = services;
        this.asked = asked;
        this.swact = swact;
        this.again = again;
        setShellStyle(SWT.DIALOG_TRIM | SWT.RESIZE | SWT.APPLICATION_MODAL);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(NLS.bind(Messages.onSystem, asked.action().on(asked.host()), asked.system().name()));
        Names.name(shell, SHELL);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        ScrolledComposite scroll = new ScrolledComposite(area, SWT.V_SCROLL);
        scroll.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        Composite page = new Composite(scroll, SWT.NONE);
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 8;
        layout.verticalSpacing = 8;
        page.setLayout(layout);
        moves(page);
        verdicts(page);
        findings(page);
        unknowns(page);
        ways(page);
        guard(page);
        scroll.setContent(page);
        Point size = page.computeSize(WIDTH, SWT.DEFAULT);
        scroll.setMinSize(320, size.y);
        GridData place = (GridData) scroll.getLayoutData();
        place.widthHint = WIDTH;
        place.heightHint = Math.min(HIGHEST, size.y);
        return area;
    }

    private void moves(Composite page) {
        WhatIf impact = asked.verdict().impact();
        String others = String.join(", ", asked.others());
        NodeAction action = asked.action();
        wrapped(page, others.isEmpty() && action != NodeAction.UNLOCK ? NLS.bind(Messages.noOtherController, asked.host())
                : action.swacts() ? NLS.bind(Messages.addressesAway, asked.host(), others)
                : impact.summary(), null);
        if (impact.moves().isEmpty() && action.swacts()) {
            wrapped(page, Messages.noGroupMoves, null);
        } else if (!impact.moves().isEmpty()) {
            title(page, impact.moves().size() == 1 ? Messages.oneGroupMoves : NLS.bind(Messages.groupsMove, impact.moves().size()));
            Composite grid = grid(page, 4);
            for (GroupFate move : impact.moves()) {
                text(grid, move.group(), Tone.TEXT);
                text(grid, move.from(), Tone.MUTED);
                text(grid, "→", Tone.MUTED);
                text(grid, move.kind() == GroupFate.Kind.DOUBTFUL ? NLS.bind(Messages.notReady, move.to()) : move.to(), Tone.TEXT);
            }
        }
        for (GroupFate stops : impact.of(GroupFate.Kind.STOPS)) {
            note(page, State.FAILED, stops.services().isEmpty() ? NLS.bind(Messages.stops, stops.group(), stops.why())
                    : NLS.bind(Messages.stopsWithoutProvider, new Object[] {stops.group(), stops.why(), String.join(", ", stops.services())}));
        }
        List<String> staying = impact.fates().stream().filter(f -> f.kind() == GroupFate.Kind.STAYS || f.kind() == GroupFate.Kind.ALONE)
                .map(GroupFate::group).toList();
        if (!staying.isEmpty()) {
            muted(page, NLS.bind(Messages.stay, String.join(", ", staying)));
        }
    }

    /** The way the command takes; where there are two, each with what it means. */
    private void ways(Composite page) {
        if (asked.routes().size() == 1) {
            muted(page, asked.route().means(asked.action()));
            return;
        }
        title(page, Messages.way);
        for (int i = 0; i < asked.routes().size(); i++) {
            ActionRoute route = asked.routes().get(i);
            Button choice = Names.name(new Button(page, SWT.RADIO), WAY + i);
            choice.setText(i == 0 ? NLS.bind(Messages.inventoryWay, route.name()) : NLS.bind(Messages.directWay, route.name()));
            choice.setSelection(route == asked.route());
            choice.addListener(SWT.Selection, e -> {
                if (choice.getSelection()) {
                    asked = asked.by(route);
                }
            });
            ((GridData) muted(page, route.means(asked.action())).getLayoutData()).horizontalIndent = INDENT;
        }
    }

    private void verdicts(Composite page) {
        title(page, Messages.preCheck);
        Composite grid = grid(page, 3);
        verdict(grid, Messages.serviceManager, SwactWords.serverState(asked.verdict().server()), SwactWords.said(asked.verdict().server()), SERVER);
        State ours = asked.verdict().local().findings().isEmpty() ? State.GOOD : asked.verdict().local().allowed() ? State.ATTENTION : State.FAILED;
        verdict(grid, Messages.rulesHere, ours, SwactWords.rules(asked), RULES);
        muted(page, NLS.bind(Messages.askedAt, Ages.exact(asked.verdict().at())));
        asked.verdict().disagreement().ifPresent(why -> note(page, State.ATTENTION, why));
    }

    private void verdict(Composite grid, String who, State state, String text, String id) {
        text(grid, who, Tone.MUTED);
        new Label(grid, SWT.NONE).setImage(services.icons().state(state));
        wrapped(grid, text, id);
    }

    private void findings(Composite page) {
        for (PreCheckFinding f : asked.verdict().local().findings()) {
            Composite row = grid(page, 2);
            Label icon = new Label(row, SWT.NONE);
            icon.setImage(services.icons().state(f.certain() ? State.FAILED : State.ATTENTION));
            icon.setLayoutData(new GridData(SWT.LEFT, SWT.TOP, false, false));
            Composite lines = grid(row, 1);
            ((GridLayout) lines.getLayout()).verticalSpacing = 2;
            lines.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
            wrapped(lines, f.text(), null);
            muted(lines, f.certain() ? f.cause() + " " + f.next() : NLS.bind(Messages.restsOnDataNotGiven, f.cause(), f.next()));
        }
    }

    private void unknowns(Composite page) {
        List<String> unknown = asked.verdict().local().unknown();
        if (!unknown.isEmpty()) {
            title(page, Messages.notKnown);
            unknown.forEach(u -> note(page, State.UNKNOWN, u));
        }
    }

    private void guard(Composite page) {
        Guard guard = asked.system().lab().guard();
        String lab = asked.system().lab().name();
        if (guard == Guard.READ_ONLY) {
            note(page, State.OFF, NLS.bind(Messages.labIsReadOnly, lab)).setData(Names.KEY, REASON);
        } else if (!asked.verdict().allowed()) {
            boolean refused = asked.verdict().server() instanceof CommandResult.Refused;
            note(page, State.FAILED, asked.verdict().hindrance().orElse(refused ? Messages.notAllowedNow : Messages.notOfferedNoVerdict)).setData(Names.KEY, REASON);
        } else if (ActionGuard.typed(asked.system().lab(), asked.action()).isPresent()) {
            wrapped(page, guard == Guard.CRITICAL ? NLS.bind(Messages.labIsCriticalTypeName, lab)
                    : NLS.bind(Messages.forcedTypeName, lab), null);
            typed = Names.name(new Text(page, SWT.BORDER), NAME);
            typed.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
            typed.addListener(SWT.Modify, e -> enable());
        }
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, IDialogConstants.RETRY_ID, Messages.checkAgain, false), AGAIN);
        Names.name(createButton(parent, IDialogConstants.OK_ID, asked.action().on(asked.host()), false), SWACT);
        Names.name(createButton(parent, IDialogConstants.CANCEL_ID, Messages.cancel, true), SHELL + ".cancel");
        enable();
    }

    private void enable() {
        Button button = getButton(IDialogConstants.OK_ID);
        boolean free = asked.system().lab().guard() != Guard.READ_ONLY && asked.verdict().allowed();
        button.setEnabled(free && (typed == null || typed.getText().equals(asked.system().lab().name())));
        typedName = typed == null ? null : typed.getText();
    }

    @Override
    protected void buttonPressed(int id) {
        if (id == IDialogConstants.OK_ID) {
            swact.accept(asked, typedName);
        } else if (id == IDialogConstants.RETRY_ID) {
            again.run();
            close();
        }
        super.buttonPressed(id);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    private static Composite grid(Composite parent, int columns) {
        Composite grid = new Composite(parent, SWT.NONE);
        grid.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 12;
        layout.verticalSpacing = 4;
        grid.setLayout(layout);
        return grid;
    }

    private static void title(Composite parent, String text) {
        Label label = new Label(parent, SWT.NONE);
        label.setText(text);
        label.setFont(Fonts.bold(label));
    }

    private void text(Composite parent, String text, Tone tone) {
        Label label = new Label(parent, SWT.NONE);
        label.setText(text.replace("&", "&&"));
        toned(label, tone);
    }

    /** In a colour of ours, which the style sheet of the dark theme would take away again. */
    private Label toned(Label label, Tone tone) {
        label.setData(Theme.NO_STYLE_SHEET, Boolean.TRUE);
        services.theme().follow(label, () -> label.setForeground(services.theme().color(tone)));
        return label;
    }

    private static Label wrapped(Composite parent, String text, String id) {
        Label label = new Label(parent, SWT.WRAP);
        label.setText(text.replace("&", "&&"));
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.widthHint = 240;
        label.setLayoutData(data);
        if (id != null) {
            Names.name(label, id);
        }
        return label;
    }

    private Label muted(Composite parent, String text) {
        return toned(wrapped(parent, text, null), Tone.MUTED);
    }

    private Label note(Composite parent, State state, String text) {
        Composite row = grid(parent, 2);
        Label icon = new Label(row, SWT.NONE);
        icon.setImage(services.icons().state(state));
        icon.setLayoutData(new GridData(SWT.LEFT, SWT.TOP, false, false));
        return wrapped(row, text, null);
    }
}
