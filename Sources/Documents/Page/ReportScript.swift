/// The script of the report page: language switch, filter chips, links that open what they lead to.
///
/// The page is complete without it.
enum ReportScript {
    static let text = #"""
        (function () {
          var root = document.documentElement, lang = document.getElementById('lang'), print = document.getElementById('print');
          function speak(to) {
            root.dataset.lang = to; root.lang = to === 'en' ? 'en' : 'zh-CN';
            lang.textContent = to === 'en' ? '中文' : 'English'; lang.lang = to === 'en' ? 'zh-CN' : 'en';
            document.querySelectorAll('[data-zh]').forEach(function (e) { e.setAttribute('aria-label', e.dataset[to]); });
          }
          lang.hidden = print.hidden = false;
          lang.onclick = function () { speak(root.dataset.lang === 'en' ? 'zh' : 'en'); };
          print.onclick = function () { window.print(); };
          if (location.search.indexOf('lang=en') >= 0) speak('en');
          var chips = document.querySelectorAll('.chip'), groups = document.querySelectorAll('.grp');
          function filter(to) {
            chips.forEach(function (c) { c.setAttribute('aria-current', c.dataset.f === to ? 'true' : 'false'); });
            groups.forEach(function (g) { g.hidden = to !== 'all' && g.id !== 'g-' + to; if (g.id === 'g-' + to) g.open = true; });
          }
          chips.forEach(function (c) { c.addEventListener('click', function (e) { e.preventDefault(); filter(c.dataset.f); }); });
          if (chips.length) filter('all');
          function reveal() {
            var at = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
            if (!at) return;
            if (at.closest('.grp')) filter('all');
            for (var e = at; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true;
            at.scrollIntoView();
          }
          window.addEventListener('hashchange', reveal); reveal();
          window.addEventListener('beforeprint', function () { filter('all'); groups.forEach(function (g) { g.open = true; }); });
        })();
        """#
}
