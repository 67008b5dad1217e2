# Brukere av semaglutid i hvert fylke, år for år. Bare R selv.
site <- "http://127.0.0.1:8000"

query <- "atc=A10BJ06&omr=*&maal=brukere"
address <- paste0(site, "/api/v1/tables/legemidler/data.csv?", query)
figures <- read.csv(address, fileEncoding = "UTF-8-BOM", colClasses = c(omr = "character"), na.strings = "")

# «verdi» er NA der «flagg» har et tegn: «:» er skjult av hensyn til personvernet. xtabs() ville skrevet 0 der.
print(tapply(figures$verdi, figures[c("omr_navn", "aar")], identity))
cat(figures$merknad[1], "\n")
