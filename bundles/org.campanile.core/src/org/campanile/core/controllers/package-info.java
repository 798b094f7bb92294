/** Controllers of a StarlingX system: what state they are in, what an action would do, and the action followed to its end. */
package org.campanile.core.controllers;
