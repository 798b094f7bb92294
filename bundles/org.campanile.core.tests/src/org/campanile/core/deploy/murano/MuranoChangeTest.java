package org.campanile.core.deploy.murano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.campanile.core.murano.MuranoComponent;
import org.junit.jupiter.api.Test;

/** A draft is changed as little as the document asks for, and what Murano added stays. */
class MuranoChangeTest {

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    private static MuranoComponent there(String id, String text) {
        return new MuranoComponent(id, "", id, "", json(text));
    }

    @Test
    void whatIsTheSameIsLeftAlone() {
        MuranoChange change = MuranoChange.between(List.of(there("a", "{'id':'a','name':'dc','status':'ready','state':{'done':true},'created':'x','units':[{'id':'u','name':'n','domain':'d'}]}")),
                List.of(json("{'id':'a','name':'dc','units':[{'id':'u'}]}")));
        assertTrue(change.nothing(), change.words());
        assertEquals(1, change.same());
    }

    @Test
    void stateOfServicesAndUnitsSurvivesAChange() {
        MuranoChange change = MuranoChange.between(
                List.of(there("a", "{'id':'a','name':'dc','status':'ready','state':{'done':true},'units':[{'id':'u','state':{'x':1}},{'id':'w'}]}")),
                List.of(json("{'id':'a','name':'dc2','units':[{'id':'v'},{'id':'u'}]}")));
        assertEquals(List.of(json("{'id':'a','name':'dc2','state':{'done':true},'units':[{'id':'v'},{'id':'u','state':{'x':1}}]}")), change.replace());
        assertEquals("changes dc2", change.words());
    }

    @Test
    void objectsOfPackagesAreComparedByTheirIdAndKeepTheVersionOfTheirClass() {
        MuranoComponent old = there("a", "{'?':{'id':'a','type':'lab.hello/0.0.0@lab.hello','status':'ready','_actions':{}},'name':'g','greeting':'hi','length':12}");
        assertTrue(MuranoChange.between(List.of(old), List.of(json("{'?':{'id':'a','type':'lab.hello'},'name':'g','length':12}"))).nothing());
        MuranoChange change = MuranoChange.between(List.of(old, there("b", "{'?':{'id':'b','type':'x'}}")),
                List.of(json("{'?':{'id':'a','type':'lab.hello'},'name':'g','length':13}"), json("{'?':{'id':'c','type':'y'},'name':'new'}")));
        assertEquals("adds new, changes g, removes b", change.words());
        assertEquals("lab.hello/0.0.0@lab.hello", change.replace().getFirst().getAsJsonObject("?").get("type").getAsString());
    }
}
