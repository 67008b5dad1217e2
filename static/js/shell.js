// The menu: always open on a wide screen, closed behind its button on a narrow one.
const narrow = matchMedia("(max-width: 63.99rem)");

function fitMenu() {
  for (const menu of document.querySelectorAll(".meny details")) {
    menu.open = !narrow.matches;
    menu.classList.add("klar");
  }
}

fitMenu();
narrow.addEventListener("change", fitMenu);
