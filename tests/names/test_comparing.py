"""Names that may belong to one person, and names that may not, language by language."""

from __future__ import annotations

import pytest

from panah.names import compare

ONE_PERSON = {
    "Uzbek, both alphabets and what Russian made of them": [
        ("Djurayev", "Жўраев"),
        ("Jo'rayev", "Dzhuraev"),
        ("Joʻrayev", "Джураев"),
        ("Xo'jayev Bahodir", "Ходжаев Бахадыр"),
        ("G'aniyev Ulug'bek", "Ғаниев Улуғбек"),
        ("Qo'chqorov Sherzod", "Kuchkarov Sherzod"),
    ],
    "Kazakh": [
        ("Nazarbayev Nursultan", "Назарбаев Нұрсұлтан"),
        ("Жақсыбеков Әділбек", "Zhaksybekov Adilbek"),
        ("Сәрсенбай Айгүл", "Sarsenbay Aigul"),
        ("Ғалым Оспанов", "Galym Ospanov"),
        ("Нурдин Жахангиров", "Nuruddin Jakhongirov"),
        ("Qasym-Jomart Toqaev", "Қасым-Жомарт Тоқаев"),
    ],
    "Kyrgyz": [("Жээнбеков Асылбек", "Jeenbekov Asylbek"), ("Шакиров Үсөн", "Shakirov Usen")],
    "Tajik": [("Ҷӯраев Хуршед", "Juraev Khurshed"), ("Ғафуров Бобоҷон", "Gafurov Bobojon")],
    "Turkmen": [("Gurbanguly Berdimuhamedow", "Гурбангулы Бердымухамедов"), ("Çaryýew Maksat", "Charyev Maksat")],
    "Russian, in the romanisations of several times": [
        ("Jourayev Iouri", "Жураев Юрий"),
        ("Tcherniakov Alexei", "Черняков Алексей"),
        ("Shcherbakova Yuliya", "Щербакова Юлия"),
        ("Shcherbakova Iuliia", "Ščerbakova Julija"),
        ("Ксения Собчак", "Xenia Sobchak"),
        ("Khrushchev Nikita", "Chruschtschow Nikita"),
        ("Mokeyev Ivan", "Мокеев Иван"),
        ("Khubov Alisher", "Ҳубов Алишер"),
        ("Horev Anton", "Хорев Антон"),
        ("Fadeeva Anna", "Fadeyeva Anna"),
        ("Umirzak Shukeiev", "Өмірзақ Шөкеев"),
        ("Elkin Semen", "Ёлкин Семён"),
    ],
    "Dari, Persian and Pashto": [
        ("Rezaei", "رضایی"),
        ("Ahmad Rezaei", "احمد رضایی"),
        ("Zahra Mohammadi", "زهرا محمدی"),
        ("Gul Agha Sherzai", "ګل آغا شېرزی"),
        ("Abdul Rashid Dostum", "عبدالرشید دوستم"),
        ("Sher Mohammad Stanikzai", "شیرمحمد ستانکزی"),
        ("Gulmohammad Kakar", "ګل محمد کاکړ"),
        ("Nahid Nazari", "ناهید نظری"),
        ("Zahra Hasani", "زهرا حسنی"),
        ("Hosni Mubarak", "حسني مبارك"),
        ("Dr. Najibullah", "ډاکټر نجيب الله"),
        ("Mawlawi Abdul Hakim", "مولوي عبدالحكيم"),
    ],
    "Arabic": [
        ("Mahmoud Darwish", "محمود درويش"),
        ("Abd al-Karim Qasim", "عبد الكريم قاسم"),
        ("Salah al-Din Ahmad", "صلاح الدين أحمد"),
        ("Fahd Alharthi", "فهد الحارثي"),
        ("Fahd Alshammari", "Fahd Shammari"),
        ("Muammar Gathafi", "معمر القذافي"),
    ],
    "Uyghur": [("Rabiye Qadir", "رابىيە قادىر"), ("Ilham Tohti", "ئىلھام توختى")],
    "Turkish and Azerbaijani": [
        ("Şahin Gökçe", "Sahin Gokce"),
        ("İlham Əliyev", "Ilham Aliyev"),
        ("Cəfərov Rəşad", "Jafarov Rashad"),
        ("Cengiz Yılmaz", "CENGIZ YILMAZ"),
    ],
    "other alphabets": [
        ("Γιώργος Παπανδρέου", "Giorgos Papandreou"),
        ("ზურაბ ჟვანია", "Zurab Zhvania"),
        ("Սերժ Սարգսյան", "Serzh Sargsyan"),
        ("דוד לוי", "David Levi"),
        ("김대중", "Kim Dae-jung"),
    ],
    "the father's name: there or not, or in another language": [
        ("Rustam Akmalovich Karimov", "Karimov Rustam"),
        ("Rustam Akmalovich Karimov", "Karimov Rustam Akmal o'g'li"),
        ("Karimova Nodira Akmalovna", "Karimova Nodira Akmal qizi"),
        ("Айбек Сұлтанұлы Омаров", "Aibek Omarov"),
        ("Əliyev Rəşad Kamal oğlu", "Aliyev Rashad Kamalovich"),
        ("Asanov Bakyt Toktogul uulu", "Asanov Bakyt"),
        ("Ahmad ibn Hanbal", "Ahmad Hanbal"),
        ("Khalid bin Walid al-Harbi", "Khalid al-Harbi"),
    ],
    "endings of one family": [
        ("Karimov", "Karimova"),
        ("Valentina Sokolovskaya", "Valentina Sokolovski"),
        ("Emomali Rahmonov", "Emomali Rahmon"),
        ("Rahimzoda Firuz", "Rahimzade Firuz"),
    ],
    "particles and compounds, joined or apart": [
        ("Abdul Rahman", "Abdurrahman"),
        ("Abdirakhman Saidov", "Abd ur-Rahman Saidov"),
        ("Saifuddin Noori", "Saif ud-Din Noori"),
        ("Salohiddin Umarov", "Salah ad-Din Umarov"),
        ("Habib Ullah Safi", "Habibullah Safi"),
        ("Bashar al-Assad", "Bashar Assad"),
        ("Muhammad al Amin", "Mohammed el-Amin"),
        ("Mohammadreza Karimi", "Mohammad Reza Karimi"),
        ("Nur Muhammad Qodirov", "Nurmuhammad Kadyrov"),
        ("Allah Dad Matin", "MATIN<<ALLAH<DAD"),
        ("Abdul Haq Safi", "HAQ<SAFI<<ABDUL"),
        ("Mohammadwali Mohammad Ewaz", "Mohammad Wali Mohammad Ewaz"),
    ],
    "another order": [("Karimov Rustam", "Rustam Karimov"), ("KARIMOV, Rustam", "Rustam Karimov")],
    "initials": [("R. Karimov", "Rustam Karimov"), ("Karimov R.A.", "Rustam Akmalovich Karimov")],
    "typing errors": [
        ("Shavkat Mirziyoyev", "Shavkat Mirzioyev"),
        ("Gulbahor Tursunova", "Gulbahor Tursunvoa"),
        ("Abdumannop Yuldashev", "Abdumannop Yuldasehv"),
    ],
    "titles": [("Haji Abdul Qadir", "Abdul Qadir"), ("Dr. Sima Samar", "Sima Samar"), ("Mullah Omar", "Umar")],
    "short forms": [("Sasha Morozov", "Aleksandr Morozov"), ("Дима Орлов", "Dmitry Orlov")],
    "cut short by a machine-readable zone": [
        ("ABDURAKHMONOVA<<MUNAVVARKHON<SADRIDD", "Abdurakhmonova Munavvarkhon Sadriddinovna"),
        ("BERDIMUHAMEDOVA<<OGULGEREK<ATAMYRADO", "Berdimuhamedova Ogulgerek Atamyradovna"),
    ],
}

TWO_PERSONS = {
    "another family name": [
        ("Rustam Karimov", "Rustam Rahimov"),
        ("Rustam Karimov", "Rustam Kasimov"),
        ("Rustam Akmalovich Karimov", "Rustam Akmalovich Rahimov"),
        ("Рустам Каримов", "Rustam Salimov"),
        ("Aziz Rahimov", "Aziz Rahmonov"),
        ("Ulugbek Yusupov", "Ulugbek Yunusov"),
        ("Omar Hassan al-Bashir", "Omar Hassan al-Turabi"),
        ("Zarina Kholova", "Zarina Nazarova"),
        ("محمد حسینی", "محمد هاشمی"),
        ("Ali Rezaei", "علی رضوی"),
        ("Aynur Aliyeva", "Aynur Valiyeva"),
        ("Nurbek Alimov", "Нурбек Салимов"),
        ("Bakyt Asanov", "Bakyt Usenov"),
        ("Murod Hasanov", "Мурод Ҳусанов"),
        ("Ahmet Kaya", "Ahmet Kara"),
        ("Javad Sharif", "جواد ظریف"),
        ("Hamid Karimi", "حامد کرزی"),
        ("Karim Rahimov", "Rahim Karimov"),
        ("Karim Rahimov", "Karimov Rahim"),
    ],
    "another given name": [
        ("Hasan Nazarov", "Husayn Nazarov"),
        ("Aziz Rahimov", "Azim Rahimov"),
        ("Nodira Saidova", "Nigora Saidova"),
        ("Merdan Ataýew", "Mergen Ataýew"),
        ("Zarina Nazarova", "Zarema Nazarova"),
        ("Ivan Demyanov", "Gerasim Demyanov"),
        ("حسن روحانی", "حسین روحانی"),
        ("Ahmad Karimi", "Hamid Karimi"),
        ("Rahmatullah Noori", "Rahimullah Noori"),
        ("B. Karimov", "Rustam Karimov"),
    ],
    "another father": [
        ("Ivanov Sergey Petrovich", "Ivanov Sergey Alekseevich"),
        ("Karimova Dilnoza Rustam qizi", "Karimova Dilnoza Anvar qizi"),
        ("Salim bin Ahmad", "Ahmad bin Salim"),
    ],
    "too little to go by": [("Mohammad", "Mohammad Naim Wardak"), ("Ali", "Ali Akbar Hashemi"), ("A", "B")],
}


def _cases(table: dict[str, list[tuple[str, str]]]) -> list[object]:
    return [pytest.param(*pair, id=f"{kind}: {' | '.join(pair)}") for kind, pairs in table.items() for pair in pairs]


@pytest.mark.parametrize(("left", "right"), _cases(ONE_PERSON))
def test_may_be_one_person(left, right):
    assert compare(left, right).match


@pytest.mark.parametrize(("left", "right"), _cases(TWO_PERSONS))
def test_are_two_persons(left, right):
    assert not compare(left, right).match


def test_another_family_name_weighs_more_than_all_that_agrees():
    for more in ("Akmalovich", "Akmalovich Jahongir", "Akmalovich Jahongir Temur"):
        assert compare(f"Rustam {more} Karimov", f"Rustam {more} Rahimov").score < 0.2


def test_more_agreement_is_a_higher_score():
    scores = [
        compare(name, name).score for name in ("Ali", "Rustam", "Rustam Ismatulloyev", "Rustam Ismatulloyev Qahramon")
    ]
    assert scores == sorted(scores)
    assert len(set(scores)) == len(scores)
    assert scores[-1] < 1


def test_agreement_on_a_rare_name_says_more_than_on_a_common_one():
    assert (
        compare("Mohammad Ismatulloyev", "Mohammad Ismatulloyev").score > compare("Mohammad Ali", "Mohammad Ali").score
    )


def test_a_missing_initial_does_not_make_a_longer_name():
    assert "one_word" not in [reason.code for reason in compare("Mirziyoyev", "Mirziyoyev Sh.").why if reason.weight]
    assert "one_word" in [reason.code for reason in compare("Mirziyoyev", "Mirziyoyev Shavkat").why]


def test_no_comparison_is_certain():
    endless = " ".join(f"Ismatulloyev{letter * 3}" for letter in "bdgklmnr")
    assert compare(endless, endless).score < 1


def test_alike_spelling_comes_before_a_typing_error_before_another_name():
    same, spelt, mistyped, other = (
        compare("Shavkat Mirziyoyev", right).score
        for right in ("Shavkat Mirziyoyev", "Шавкат Мирзиёев", "Shavkat Mirzikoyev", "Shavkat Mirzakarimov")
    )
    assert same >= spelt > mistyped > other


def test_reasons_add_up_to_the_score_and_name_the_parts():
    found = compare("Rustam Akmalovich Karimov", "Rustam Rahimov")
    assert [reason.code for reason in found.why] == ["base", "same", "different"]
    same, different = found.why[1:]
    assert (same.left, same.right) == ("rustam", "rustam")
    assert different.left == "akmalovich karimov"
    assert different.right == "rahimov"
    assert same.weight > 0 > different.weight


def test_a_name_reversed_letter_by_letter_is_seen():
    found = compare("vomiraK matsuR", "Rustam Karimov")
    assert "reversed" in [reason.code for reason in found.why]
    assert 0.1 < found.score < compare("Rustam Karimov", "Rustam Karimov").score


def test_letters_of_one_name_in_any_order_are_another_name_and_its_reasons_are_its_own():
    found = compare("Mati ur Rehman", "mR a eMrhinaut")
    assert not found.match
    assert [(reason.left, reason.right) for reason in found.why if reason.code == "different"] == [
        ("mati rehman", "a emrhinaut")
    ]
