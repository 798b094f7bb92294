package org.campanile.ui.labs;

import java.util.Locale;

import org.campanile.core.lab.Guard;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.eclipse.jface.viewers.StyledCellLabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.jface.viewers.ViewerCell;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.TextStyle;
import org.eclipse.swt.widgets.Tree;

/** Rows of the Labs explorer: colour bar and guard of a lab, icon and name of its parts, and of their addresses as much as fits. */
final class LabLabels extends StyledCellLabelProvider {

    private static final String GAP = "  ";
    /** Kept free on the right, so that an address does not touch the edge. */
    private static final int EDGE = 6;
    private static final int INDENT = 20;
    private static final int ICON = 20;

    private final Services services;

    LabLabels(Services services) {
        this.services = services;
    }

    @Override
    public void update(ViewerCell cell) {
        if (!(cell.getElement() instanceof LabItem item)) {
            return;
        }
        cell.setImage(switch (item.kind()) {
            case LAB -> services.icons().lab(item.lab().colour(), guardIcon(item.lab().guard()));
            case BROKEN -> services.icons().image(item.kind().icon(), Theme.Tone.FAILED, 16);
            default -> services.icons().image(item.kind().icon());
        });
        String mark = mark(item);
        StyledString text = new StyledString(mark.isEmpty() ? item.name() : shortened(cell, item.name(), GAP + mark));
        if (!mark.isEmpty()) {
            text.append(GAP + mark, toned(Theme.Tone.ATTENTION));
        }
        String detail = fitting(cell, text.getString() + GAP, brief(item.detail()));
        if (!detail.isEmpty()) {
            text.append(GAP + detail, toned(Theme.Tone.MUTED));
        }
        cell.setText(text.getString());
        cell.setStyleRanges(text.getStyleRanges());
        super.update(cell);
    }

    /** A mark is seen beside the longest name: of that, as much as there is room for. */
    private static String shortened(ViewerCell cell, String name, String mark) {
        String some = fitting(cell, mark, name);
        return some.isEmpty() ? name : some;
    }

    /** As much of the detail as there is room for beside the rest. */
    private static String fitting(ViewerCell cell, String rest, String detail) {
        // a row that was not drawn yet does not know how far it is indented
        int start = Math.max(cell.getTextBounds().x, cell.getViewerRow().getTreePath().getSegmentCount() * INDENT + ICON);
        GC gc = new GC(cell.getControl());
        try {
            gc.setFont(cell.getControl().getFont());
            int room = ((Tree) cell.getControl()).getColumn(0).getWidth() - start - EDGE - gc.textExtent(rest).x;
            return RoomFor.text(detail, room, t -> gc.textExtent(t).x);
        } finally {
            gc.dispose();
        }
    }

    /** Host and port of an address; the rest is in the tooltip and the properties. */
    private static String brief(String detail) {
        int scheme = detail.indexOf("://");
        int path = scheme < 0 ? -1 : detail.indexOf('/', scheme + 3);
        return scheme < 0 ? detail : detail.substring(scheme + 3, path < 0 ? detail.length() : path);
    }

    private StyledString.Styler toned(Theme.Tone tone) {
        return new StyledString.Styler() {
            @Override
            public void applyStyles(TextStyle style) {
                style.foreground = services.theme().color(tone);
            }
        };
    }

    /** What must not be overlooked: the guard of a lab, a certificate that nobody checks. */
    private static String mark(LabItem item) {
        if (item.kind() == LabItem.Kind.LAB) {
            return item.lab().guard() == Guard.NORMAL ? "" : item.lab().guard().label().toLowerCase(Locale.ROOT);
        }
        return item.unverified() ? Messages.notVerified : "";
    }

    private static String guardIcon(Guard guard) {
        return switch (guard) {
            case NORMAL -> null;
            case READ_ONLY -> "lock";
            case CRITICAL -> "shield-alert";
        };
    }

    @Override
    public String getToolTipText(Object element) {
        if (!(element instanceof LabItem item)) {
            return null;
        }
        if (item.detail().isEmpty()) {
            return item.name();
        }
        return item.unverified() ? NLS.bind(Messages.addressNotChecked, item.name(), item.detail()) : item.name() + "\n" + item.detail();
    }
}
