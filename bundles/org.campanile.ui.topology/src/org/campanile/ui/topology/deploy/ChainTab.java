package org.campanile.ui.topology.deploy;

import java.util.List;
import java.util.Optional;

import org.campanile.core.diagnosis.Diagnosis;
import org.campanile.core.diagnosis.LinkState;
import org.campanile.core.diagnosis.Sight;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** The links from the lab to the agents' answers as they were after a failure, and in a sentence which one broke. UI thread only. */
final class ChainTab {

    private final Composite area;
    private final FailureBanner banner;
    private final Runnable again;
    private final Label sentence;
    private final TableKit<Sight> links;
    private Optional<Diagnosis> seen = Optional.empty();

    /** @param again looks at the links once more */
    ChainTab(Composite parent, String name, Services services, Runnable again) {
        this.again = again;
        area = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 0;
        layout.marginHeight = 4;
        area.setLayout(layout);
        banner = new FailureBanner(area, services);
        sentence = Names.name(new Label(area, SWT.WRAP), name + ".sentence");
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.horizontalIndent = 8;
        sentence.setLayoutData(wide);
        links = new TableKit<>(area, name, s -> s.link().name(), true, List.of(
                TableColumnSpec.<Sight>text("link", Messages.link, 14, s -> s.link().label()).image(s -> services.icons().state(state(s.state()))),
                TableColumnSpec.<Sight>text("state", Messages.state, 14, s -> s.state().label()),
                TableColumnSpec.<Sight>text("seen", Messages.seen, 50, Sight::evidence).tooltip(Sight::evidence),
                TableColumnSpec.<Sight>text("cause", Messages.cause, 40, Sight::cause).tooltip(Sight::cause),
                TableColumnSpec.<Sight>text("fix", Messages.whatToDo, 50, Sight::fix).tooltip(Sight::fix)));
        links.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        links.control().setVisible(false);
        show(Followed.NOT);
    }

    private static State state(LinkState of) {
        return switch (of) {
            case GOOD -> State.GOOD;
            case ATTENTION -> State.ATTENTION;
            case BROKEN -> State.FAILED;
            case UNKNOWN -> State.UNKNOWN;
            case ABSENT -> State.OFF;
        };
    }

    Composite control() {
        return area;
    }

    void show(Followed links) {
        String text = links.looking() ? Messages.linksAreLookedAt
                : links.failure().isPresent() ? Messages.linksNotSeen
                : links.seen().map(Diagnosis::sentence).orElse(Messages.linksAreLookedAtAfterFailure);
        if (!text.replace("&", "&&").equals(sentence.getText())) {
            sentence.setText(text.replace("&", "&&"));
            area.layout();
        }
        this.links.control().setVisible(links.seen().isPresent());
        this.links.show(links.seen().map(Diagnosis::sights).orElse(List.of()));
        if (!links.seen().equals(seen)) {
            seen = links.seen();
            // The link to mend may be far down.
            seen.flatMap(Diagnosis::broken).ifPresent(s -> this.links.select(s.link().name()));
        }
        links.failure().ifPresentOrElse(why -> banner.show(why, again), banner::clear);
    }

    void repaint() {
        links.repaint();
    }
}
