/** The view "Diagnosis": the chain from a lab to its agents. */
package org.campanile.ui.setup.diagnosis;
