package org.campanile.demolab.servicemanager;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * What the resource itself produces for a request, before any wire form.
 *
 * @param status inner status
 * @param body inner body
 * @param message command sent to Service Manager, {@code null} when none was
 * @param calls outgoing calls, in order
 */
record SmReply(int status, JsonElement body, JsonObject message, JsonArray calls) {
}
