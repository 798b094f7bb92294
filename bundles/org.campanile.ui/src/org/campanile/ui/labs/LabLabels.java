package org.campanile.ui.labs;

import java.util.Locale;

import org.campanile.core.lab.Guard;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.eclipse.jface.viewers.StyledCellLabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.jface.viewers.ViewerCell;
import org.eclipse.swt.graphics.TextStyle;

/** Rows of the Labs explorer: colour bar and guard of a lab, icon and address of its parts. */
final class LabLabels extends StyledCellLabelProvider {

    private final Services services;

    LabLabels(Services services) {
        this.services = services;
    }

    @Override
    public void update(ViewerCell cell) {
        if (!(cell.getElement() instanceof LabItem item)) {
            return;
        }
        StyledString text = new StyledString(item.name());
        String guard = guard(item);
        if (!guard.isEmpty()) {
            text.append("  " + guard, toned(Theme.Tone.ATTENTION));
        }
        if (!item.detail().isEmpty()) {
            text.append("  " + brief(item.detail()), toned(Theme.Tone.MUTED));
        }
        cell.setText(text.getString());
        cell.setStyleRanges(text.getStyleRanges());
        cell.setImage(switch (item.kind()) {
            case LAB -> services.icons().lab(item.lab().colour(), guardIcon(item.lab().guard()));
            case BROKEN -> services.icons().image(item.kind().icon(), Theme.Tone.FAILED, 16);
            default -> services.icons().image(item.kind().icon());
        });
        super.update(cell);
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

    private static String guard(LabItem item) {
        return item.kind() == LabItem.Kind.LAB && item.lab().guard() != Guard.NORMAL ? item.lab().guard().label().toLowerCase(Locale.ROOT) : "";
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
        return element instanceof LabItem item && !item.detail().isEmpty() ? item.detail() : null;
    }

}
