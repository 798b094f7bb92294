package org.campanile.core.deploy;

import java.util.Map;
import java.util.regex.Pattern;

import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/**
 * Writes values as YAML for Heat, whose parser follows YAML 1.1: there an unquoted {@code no}, {@code 010}, {@code 12:30} or
 * {@code 2018-08-31} is no text, so texts that look like one of these are quoted.
 */
final class HotYaml {

    private static final Pattern NO_TEXT = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|~|=|<<|[-+.]?[0-9][0-9a-fox_:.eE+-]*|\\.(inf|nan).*");

    private HotYaml() {
    }

    static String write(Map<String, Object> values) {
        DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(Integer.MAX_VALUE).setSplitLines(false)
                .setDereferenceAliases(true).build();
        return new Dump(settings, new Careful(settings)).dumpToString(values);
    }

    private static final class Careful extends StandardRepresenter {

        Careful(DumpSettings settings) {
            super(settings);
        }

        @Override
        protected Node representScalar(Tag tag, String value, ScalarStyle style) {
            boolean quote = tag.equals(Tag.STR) && style == ScalarStyle.PLAIN && NO_TEXT.matcher(value).matches();
            return super.representScalar(tag, value, quote ? ScalarStyle.SINGLE_QUOTED : style);
        }
    }
}
