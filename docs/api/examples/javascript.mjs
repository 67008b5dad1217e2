// Brukere av semaglutid i hvert fylke, det nyeste året. Node eller en nettleser.
const site = "http://127.0.0.1:8000";

const query = new URLSearchParams({ atc: "A10BJ06", omr: "*", aar: "top(1)", maal: "brukere" });
const answer = await fetch(`${site}/api/v1/tables/legemidler/data.json?${query}`);
const figures = await answer.json();
if (!answer.ok) throw new Error(figures.detail);

// «verdi» er null der «flagg» har et tegn: «:» er skjult av hensyn til personvernet.
for (const row of figures.rows) {
  console.log(row.omr_navn, row.aar, row.verdi ?? `${row.flagg} (${row.flagg_tekst})`);
}
console.log(figures.citation);
