package org.campanile.ui.topology.editor;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.campanile.core.environment.CloudFacts;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.ui.CellEditing;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.campanile.ui.topology.document.Latest;
import org.campanile.ui.topology.form.FormActions;
import org.campanile.ui.topology.form.RowField;
import org.eclipse.swt.widgets.Widget;

/** What is edited in the cells of the table: values are judged by the rules of the document while they are typed, away from the UI thread. UI thread only. */
final class TableCells {

    private record Question(RowField field, Environment environment, Optional<CloudFacts> cloud, BiConsumer<String, State> tell) {
    }

    private record Verdict(Optional<Problem> problem, BiConsumer<String, State> tell) {
    }

    private final EnvironmentDocument document;
    private final FormActions actions;
    private final Latest<Question, Verdict> rules;

    TableCells(Services services, EnvironmentDocument document, FormActions actions, Widget owner) {
        this.document = document;
        this.actions = actions;
        rules = new Latest<>(services.jobs(), Messages.checkValue, owner,
                (q, task) -> new Verdict(q.field().problem(new EnvironmentRules(document.types()).validate(q.environment(), q.cloud())), q.tell()), TableCells::say);
    }

    private static void say(Verdict verdict) {
        verdict.tell().accept(verdict.problem().map(p -> p.message() + " " + p.fix()).orElse(""),
                verdict.problem().filter(p -> p.severity() == Problem.Severity.ERROR).isPresent() ? State.FAILED : State.ATTENTION);
    }

    Optional<CellEditing.Cell> cell(Service service, String column) {
        return RowField.of(document.types(), service, column).map(FieldCell::new);
    }

    private final class FieldCell implements CellEditing.Cell {

        private final RowField field;

        FieldCell(RowField field) {
            this.field = field;
        }

        @Override
        public String text() {
            return field.text(document.environment());
        }

        @Override
        public Optional<List<String>> choices() {
            return field.choices(actions.choices(), document.environment(), document.types());
        }

        @Override
        public void typed(String text, BiConsumer<String, State> tell) {
            field.refusal(text).ifPresentOrElse(why -> tell.accept(why, State.FAILED),
                    () -> rules.ask(new Question(field, field.with(document.environment(), text), actions.choices().facts(), tell)));
        }

        @Override
        public Optional<String> take(String text) {
            Optional<String> why = field.refusal(text);
            if (why.isEmpty()) {
                field.edit(document, text);
            }
            return why;
        }
    }
}
