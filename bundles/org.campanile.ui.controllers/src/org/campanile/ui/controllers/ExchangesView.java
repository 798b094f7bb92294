package org.campanile.ui.controllers;

import java.util.Comparator;
import java.util.List;

import org.campanile.core.servicemanager.RawExchange;
import org.campanile.ui.Ages;
import org.campanile.ui.Clip;
import org.campanile.ui.Names;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.controllers.live.BoardSelection;
import org.campanile.ui.controllers.live.SystemView;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** The last requests to the chosen system with their answers, as they went over the wire, for support. Tokens are in none of them. */
public final class ExchangesView extends FollowingView {

    /** Id of the view. */
    public static final String ID = "org.campanile.ui.controllers.exchanges";
    /** Name of the table. */
    public static final String EXCHANGES = ID + ".table";

    private TableKit<RawExchange> exchanges;
    private Text raw;
    private Composite page;

    @Override
    List<String> emptyWords() {
        return List.of("arrow-left-right", Messages.nothingChosen, Messages.chooseForExchanges);
    }

    @Override
    void create(Composite parent) {
        page = parent;
        SashForm sash = new SashForm(parent, SWT.HORIZONTAL);
        sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        exchanges = new TableKit<>(sash, EXCHANGES, e -> e.at() + e.url(), false, List.of(
                TableColumnSpec.<RawExchange>text("at", Messages.sent, 10, e -> Ages.exact(e.at()).substring(11, 19)).tooltip(e -> Ages.exact(e.at())),
                TableColumnSpec.<RawExchange>text("request", Messages.request, 30, e -> e.method() + " " + path(e.url())).naming().tooltip(RawExchange::url),
                TableColumnSpec.<RawExchange>text("status", Messages.answer, 8, e -> e.status() == 0 ? Messages.none : String.valueOf(e.status())).right(),
                TableColumnSpec.<RawExchange>text("took", Messages.took, 9, e -> Ages.duration(e.took())).right().order(Comparator.comparing(RawExchange::took))));
        raw = Names.name(new Text(sash, SWT.MULTI | SWT.READ_ONLY | SWT.H_SCROLL | SWT.V_SCROLL), ID + ".raw");
        raw.setFont(org.campanile.ui.Fonts.mono());
        sash.setSashWidth(SASH);
        sash.setWeights(1, 1);
        // what is being read stays when its line leaves the table, which keeps the last ones only
        exchanges.onSelect(rows -> rows.stream().findFirst().ifPresent(e -> raw.setText(whole(e))));
        exchanges.item(Messages.copyWholeExchange, "copyWhole", () -> exchanges.selected().ifPresent(e -> Clip.copy(page.getDisplay(), whole(e))));
    }

    private static String path(String url) {
        int at = url.indexOf("/v1/");
        return at < 0 ? url : url.substring(at);
    }

    private static String whole(RawExchange e) {
        StringBuilder text = new StringBuilder(e.method()).append(' ').append(e.url()).append('\n')
                .append(NLS.bind(Messages.exchangeSent, Ages.exact(e.at()), Ages.duration(e.took()))).append('\n');
        if (e.requestBody() != null) {
            text.append('\n').append(e.requestBody()).append('\n');
        }
        return text.append('\n').append(e.status() == 0 ? e.trouble() : e.status() + " " + e.contentType()).append('\n').append(e.body()).toString();
    }

    @Override
    void turned() {
        raw.setText("");
    }

    @Override
    void show(BoardSelection selection, SystemView view) {
        exchanges.show(selection.system().manager().exchanges().reversed());
        if (raw.getText().isEmpty()) {
            exchanges.shown().stream().findFirst().ifPresent(e -> exchanges.select(exchanges.key(e)));
        }
    }
}
